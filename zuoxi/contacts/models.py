"""Customers and their numbers."""

from django.db import models

from zuoxi.organisation.rows import ConfiguredRow, TenantRow, TermRow


class CustomerClass(TermRow):
    """A class of customer (客户类别): VIP, member, prospect … A customer may be of several."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "code"), name="contacts_class_code"),)


class Customer(ConfiguredRow):
    """Somebody the company serves or would like to."""

    class Gender(models.TextChoices):
        UNKNOWN = ""
        MALE = "male"
        FEMALE = "female"

    name = models.CharField(max_length=100, blank=True, default="")
    initials = models.CharField(max_length=100, blank=True, default="", editable=False)
    """First letters of how the name is read; whoever changes the name changes them."""
    gender = models.CharField(max_length=8, blank=True, choices=Gender.choices, default=Gender.UNKNOWN)
    company = models.CharField(max_length=200, blank=True, default="")
    address = models.CharField(max_length=300, blank=True, default="")
    marks = models.JSONField(default=list)
    """Class marks as codes, e.g. ["vip", "member"]."""
    owner = models.ForeignKey(
        "organisation.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    remark = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("tenant", "name"), name="contacts_customer_name"),
            models.Index(fields=("tenant", "initials"), name="contacts_customer_initials"),
        )


class CustomerNumber(TenantRow):
    """A number of a customer, in national form; one customer per number."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="numbers")
    number = models.CharField(max_length=32)
    last_four = models.CharField(max_length=4)
    label = models.CharField(max_length=32, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)
    """The customer's main number is the first."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "number"), name="contacts_number_once"),)
        indexes = (models.Index(fields=("tenant", "last_four"), name="contacts_last_four"),)
