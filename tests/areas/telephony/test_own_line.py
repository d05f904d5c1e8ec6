"""An agent's page learns what its softphone registers with."""

from django.test import override_settings

from tests.company import Door
from zuoxi.telephony.models import Device


@override_settings(ZUOXI_SWITCH_WS_URL="ws://127.0.0.9:8088/ws")
def test_an_agent_gets_his_own_line(hotline, company):
    line = Door(company.agent).get("/line")

    assert line["ws_url"] == "ws://127.0.0.9:8088/ws"
    assert line["sip_uri"] == f"sip:{hotline.device['endpoint']}@127.0.0.9"
    assert line["username"] == hotline.device["endpoint"]
    assert len(line["password"]) >= 20


def test_a_sip_phone_s_password_is_not_shown(hotline, company, node):
    hotline.made("/devices", node=str(node.id), kind="sip_phone", person=str(company.stranger.id))
    line = Door(company.stranger).get("/line")

    assert (line["kind"], line["password"], line["ws_url"]) == ("sip_phone", "", "")


def test_nobody_gets_another_s_line(hotline, company):
    door = Door(company.stranger)
    refused = door.get("/line", device=hotline.device["id"])
    assert (door.status, refused["code"]) == (404, "no_device")


def test_who_takes_no_calls_has_no_line(hotline, company):
    Device.objects.all().update(person=company.assessor)
    door = Door(company.assessor)
    door.get("/line")
    assert door.status == 403


def test_the_prompts_are_listed_in_both_languages(company):
    prompts = Door(company.agent).get("/prompt-choices")
    assert all(prompt["zh"] and prompt["en"] for prompt in prompts)
    assert "all-busy" in {prompt["name"] for prompt in prompts}
