"""The floor and the switch read what people have set up."""

from zuoxi.kernel.calendars import Span
from zuoxi.organisation.models import Person
from zuoxi.telephony.selectors import endpoints, floor


def test_the_floor_finds_queues_numbers_agents_and_trunks(hotline, company):
    (queue,) = floor.queues()
    assert [(group.group_id, group.after_ms) for group in queue.groups] == [
        (hotline.first["id"], 0),
        (hotline.second["id"], 20_000),
    ]
    assert queue.path == company.hall.path

    (number,) = floor.access_numbers()
    assert (number.number, number.queue_id, number.hours) == ("4008001234", queue.id, None)
    assert number.service_line.name_en == "After-sales"

    agents = {agent.number: agent for agent in floor.agents()}
    assert agents["1001"].groups == ((hotline.first["id"], 1),)
    assert [device.endpoint for device in agents["1001"].devices] == [hotline.device["endpoint"]]
    assert agents["1002"].devices == ()

    (trunk,) = floor.trunks()
    assert (trunk.node, trunk.endpoint, trunk.caller_id) == ("house", "carrier", "01088886666")


def test_people_without_the_role_or_out_of_use_are_no_agents(hotline, company):
    Person.objects.filter(id=company.stranger.id).update(hidden_at=company.agent.created_at)

    assert {agent.name for agent in floor.agents()} == {"agent", "leader"}


def test_hours_come_with_the_company_s_holidays_and_time_zone(hotline, door):
    door.patch(f"/access-numbers/{hotline.number['id']}", {"weekly_hours": [[[540, 1080]]] * 7})
    door.put("/holidays/2026-10-01", {"name": "国庆节"})

    (number,) = floor.access_numbers()
    assert number.hours is not None
    assert number.hours.timezone == "Asia/Shanghai"
    assert number.hours.weekly[0] == (Span(start=540, end=1080),)
    assert number.hours.days == (("2026-10-01", ()),)


def test_the_stamp_changes_with_every_write(hotline, door):
    before = floor.stamp()
    assert floor.stamp() == before
    door.patch(f"/queues/{hotline.queue['id']}", {"capacity": 5})
    assert floor.stamp() != before


def test_the_switch_is_told_devices_and_trunks(hotline, door):
    (device,) = endpoints.endpoints("house")
    assert device.name == hotline.device["endpoint"]
    assert len(device.password) >= 20
    (trunk,) = endpoints.trunks("house", "127.0.0.3")
    assert (trunk.name, trunk.host, trunk.match) == ("carrier", "127.0.0.3", ("127.0.0.3",))
    assert endpoints.endpoints("elsewhere") == ()


def test_a_new_password_makes_another_revision(hotline, door):
    def revision():
        return {agent.number: agent for agent in floor.agents()}["1001"].devices[0].revision

    before = revision()
    door.post(f"/devices/{hotline.device['id']}/password")
    assert revision() != before
