"""Whom agents call, and to whom they pass their customers on, besides those whom they see live."""

from uuid import UUID

from zuoxi.organisation.selectors.people import phone_people
from zuoxi.telephony.models import IvrFlow, Queue, Seat, SkillGroup
from zuoxi.telephony.selectors.ivr_live import live_flows


def colleagues_to_call(tenant: UUID) -> list[tuple[UUID, str, str, str]]:
    """(id, name, agent number, seat) of everybody at the phone, by agent number."""
    seats = Seat.objects.filter(tenant_id=tenant, hidden_at__isnull=True, person__isnull=False)
    seat_of = dict(seats.order_by("id").values_list("person_id", "name"))
    people = (
        phone_people().filter(tenant_id=tenant).order_by("number", "id").values_list("id", "name", "number")
    )
    return [(id, name, number, seat_of.get(id, "")) for id, name, number in people]


def groups_to_pass_on(tenant: UUID) -> list[SkillGroup]:
    """The company's skill groups in use, by name."""
    return list(SkillGroup.objects.filter(tenant_id=tenant, hidden_at__isnull=True).order_by("name", "id"))


def flows_to_pass_on(tenant: UUID) -> list[IvrFlow]:
    """The published flows that can lead a customer back to his agent, by name."""
    return sorted((row for row, flow in live_flows([tenant]) if flow.comes_back), key=lambda row: row.name)


def names_to_find(tenant: UUID) -> list[tuple[UUID, str]]:
    """(id, name) of everybody at the phone and of the queues in use."""
    people = phone_people().filter(tenant_id=tenant).values_list("id", "name")
    queues = Queue.objects.filter(tenant_id=tenant, hidden_at__isnull=True).values_list("id", "name")
    return [*people, *queues]
