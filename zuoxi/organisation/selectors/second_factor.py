"""Reading second factors: whether somebody has one, and how many recovery codes are left."""

from zuoxi.organisation.models import Person, RecoveryCode, SecondFactor


def has_second_factor(person: Person) -> bool:
    """Whether a code is asked of him at each sign-in."""
    return SecondFactor.objects.filter(person=person, confirmed_at__isnull=False).exists()


def recovery_codes_left(person: Person) -> int:
    """How many of his recovery codes have not been used."""
    return RecoveryCode.objects.filter(person=person, used_at__isnull=True).count()
