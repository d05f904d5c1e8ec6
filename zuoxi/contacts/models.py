"""Customers and their numbers."""

from django.db import models

from zuoxi.organisation.rows import ConfiguredRow, EditionRow, TenantRow, TermRow


class CustomerClass(TermRow):
    """A class of customer (客户类别): VIP, member, prospect … A customer may be of several."""

    vip = models.BooleanField(default=False)
    """Who is of this class is offered to the VIP group first when he calls (T3)."""

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
    order_agent = models.ForeignKey(
        "organisation.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who took his last order: to him he is offered first when he calls again (T4)."""
    ordered_at = models.DateTimeField(null=True, blank=True)
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


class CallerStanding(TenantRow):
    """What the company knows of whoever calls from a number: made from the customers for the floor."""

    class Because(models.TextChoices):
        NONE = ""
        ORDER = "order"
        OWNER = "owner"

    number = models.CharField(max_length=32)
    vip = models.BooleanField(default=False)
    agent_id = models.UUIDField(null=True)
    """Person whose customer he is."""
    because = models.CharField(max_length=8, blank=True, choices=Because.choices, default=Because.NONE)
    edition = models.BigIntegerField()
    """The edition in which this was last changed."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "number"), name="contacts_standing_once"),)
        indexes = (models.Index(fields=("edition",), name="contacts_standing_edition"),)


class StandingEdition(EditionRow):
    """One write to what is known of callers."""
