"""`python -m tests.live.seed`: tables and a small company in the database of ZUOXI_HOME; prints its ids."""

import os
import sys

import django
import msgspec

AGENTS = 3
PASSWORD = "a tall tree by the river"


class Company(msgspec.Struct):
    tenant: str
    path: str
    people: list[str]
    queue: str
    line: str
    group: str


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zuoxi.assembly.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    from zuoxi.kernel.clock import utc_now
    from zuoxi.organisation.models import OrgUnit, Person, RoleAssignment, Tenant
    from zuoxi.telephony.models import Queue, ServiceLine, SkillGroup

    now = utc_now()
    tenant = Tenant.objects.create(name="Live", created_at=now)
    root = OrgUnit.objects.add_root({"tenant": tenant, "kind": "company", "name": "Live"})
    place = {"tenant": tenant, "org_unit": root}
    people = [
        Person.objects.create(**place, username=f"agent{number}", name=f"Agent {number}", created_at=now)
        for number in range(AGENTS)
    ]
    for person in people:
        person.set_password(PASSWORD)
        person.save()
        RoleAssignment.objects.create(**place, person=person, role="agent")
    company = Company(
        tenant=str(tenant.id),
        path=root.path,
        people=[str(person.id) for person in people],
        queue=str(Queue.objects.create(**place, name="队列").id),
        line=str(ServiceLine.objects.create(**place, name="热线").id),
        group=str(SkillGroup.objects.create(**place, name="一组").id),
    )
    sys.stdout.write(msgspec.json.encode(company).decode())


if __name__ == "__main__":
    main()
