"""Reading what a company asks of those who sign in."""

from uuid import UUID

from zuoxi.organisation.models import Person, SafetyRules
from zuoxi.organisation.selectors.access import roles_of


def safety_rules(tenant: UUID) -> SafetyRules:
    """The company's rules; an unsaved row of the usual ones when nobody has set any."""
    return SafetyRules.objects.filter(tenant_id=tenant).first() or SafetyRules(tenant_id=tenant)


def asks_second_factor(person: Person) -> bool:
    """Whether one of his roles asks for a second factor."""
    asked = safety_rules(person.tenant_id).second_factor_roles
    return bool(asked) and not set(asked).isdisjoint(roles_of(person))
