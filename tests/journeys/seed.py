"""`python -m tests.journeys.seed <carrier's address>`: a company with two agents, for a trial centre.

Prints what the stories need as JSON: user name -> device of each agent.
"""

import json
import sys

import django

django.setup()

from tests.company import Company  # noqa: E402  (Django must be set up before models are loaded)
from tests.journeys.centre import ACCESS_NUMBER  # noqa: E402
from zuoxi.compliance.models import DialHours, DoNotCall  # noqa: E402
from zuoxi.organisation.rules import Role  # noqa: E402
from zuoxi.telephony.credentials import seal  # noqa: E402
from zuoxi.telephony.models import (  # noqa: E402
    AccessNumber,
    Device,
    Queue,
    QueueGroup,
    ServiceLine,
    SkillGroup,
    SkillGroupMember,
    SwitchNode,
    Trunk,
)


def main(carrier: str) -> None:
    company = Company("north")
    owned = {"tenant": company.tenant, "org_unit": company.root}
    company.person("boss", company.root, Role.TEAM_LEADER)
    node = SwitchNode.objects.create(name="house")
    line = ServiceLine.objects.create(name="热线", name_en="Hotline", **owned)
    queue = Queue.objects.create(name="客服", name_en="Service", wrap_up_ms=60_000, **owned)
    group = SkillGroup.objects.create(name="一组", **owned)
    QueueGroup.objects.create(tenant=company.tenant, queue=queue, skill_group=group)
    trunk = Trunk.objects.create(
        node=node,
        name="运营商",
        endpoint="carrier",
        numbers=[ACCESS_NUMBER],
        caller_id=ACCESS_NUMBER,
        **owned,
    )
    AccessNumber.objects.create(number=ACCESS_NUMBER, trunk=trunk, service_line=line, queue=queue, **owned)
    DialHours.objects.create(
        tenant=company.tenant, weekly=[[[0, 1440]]] * 7, changed_at=company.tenant.created_at
    )
    DoNotCall.objects.create(tenant=company.tenant, number="13700137000", added_at=company.tenant.created_at)
    devices = {}
    for person in (company.agent, company.stranger):
        SkillGroupMember.objects.create(tenant=company.tenant, skill_group=group, person=person)
        device = Device.objects.create(
            kind=Device.Kind.SIP_PHONE,
            person=person,
            node=node,
            endpoint=f"phone-{person.name}",
            credential=seal("nobody-registers-with-it"),
            dial=f"sip:robot-{person.name}@{carrier}:5060",
            **owned,
        )
        devices[person.username] = str(device.id)
        Device.objects.create(
            kind=Device.Kind.WEBRTC,
            person=person,
            node=node,
            endpoint=f"browser-{person.name}",
            credential=seal(f"only-the-browser-of-{person.name}"),
            **owned,
        )
    sys.stdout.write(json.dumps(devices))


if __name__ == "__main__":
    main(sys.argv[1])
