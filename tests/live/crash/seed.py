"""`python -m tests.live.crash.seed <json of Wanted>`: a company on a carrier, in ZUOXI_HOME's database."""

import os
import sys

import django
import msgspec

ACCESS = "4008001234"


class Robot(msgspec.Struct):
    """A robot agent's phone, which registers like one on a desk."""

    user: str
    password: str


class Wanted(msgspec.Struct):
    robots: list[Robot]
    """One agent for each."""
    carrier: str
    """The carrier's address."""
    announcement: str = ""
    """What callers hear before anything is recorded; empty: nothing."""


class Company(msgspec.Struct):
    agents: dict[str, str]
    """Person -> device."""


def main() -> None:
    wanted = msgspec.json.decode(sys.argv[1], type=Wanted)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zuoxi.assembly.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    from zuoxi.compliance.models import DialHours
    from zuoxi.kernel.clock import utc_now
    from zuoxi.organisation.models import OrgUnit, Person, RoleAssignment, Tenant
    from zuoxi.telephony import models as telephony
    from zuoxi.telephony.credentials import seal

    now = utc_now()
    tenant = Tenant.objects.create(name="Crash", created_at=now)
    root = OrgUnit.objects.add_root({"tenant": tenant, "kind": "company", "name": "Crash"})
    place = {"tenant": tenant, "org_unit": root}
    node, _ = telephony.SwitchNode.objects.get_or_create(name="house")
    trunk = telephony.Trunk.objects.create(
        **place, node=node, name="carrier", endpoint="carrier", host=wanted.carrier, caller_id=ACCESS
    )
    group = telephony.SkillGroup.objects.create(**place, name="一组")
    queue = telephony.Queue.objects.create(
        **place,
        name="队列",
        wrap_up_ms=200,
        ring_timeout_ms=20_000,
        timeout_ms=120_000,
        callback_automatic=True,
    )
    # stories are told at night too
    DialHours.objects.create(tenant=tenant, weekly=[[[0, 1440]]] * 7, changed_at=now)
    telephony.QueueGroup.objects.create(tenant=tenant, queue=queue, skill_group=group)
    line = telephony.ServiceLine.objects.create(**place, name="热线")
    telephony.AccessNumber.objects.create(
        **place,
        number=ACCESS,
        trunk=trunk,
        service_line=line,
        queue=queue,
        recording_announcement=wanted.announcement,
    )
    agents = {}
    for number, robot in enumerate(wanted.robots):
        person = Person.objects.create(
            **place, username=f"agent{number}", name=f"Agent {number}", number=f"100{number}", created_at=now
        )
        RoleAssignment.objects.create(**place, person=person, role="agent")
        telephony.SkillGroupMember.objects.create(tenant=tenant, skill_group=group, person=person)
        device = telephony.Device.objects.create(
            **place,
            kind="sip_phone",
            person=person,
            node=node,
            endpoint=robot.user,
            credential=seal(robot.password),
        )
        agents[str(person.id)] = str(device.id)
    sys.stdout.write(msgspec.json.encode(Company(agents=agents)).decode())


if __name__ == "__main__":
    main()
