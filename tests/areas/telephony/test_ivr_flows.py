"""A flow is drafted, checked, published and rolled back; nobody hears a draft."""

import pytest

from tests.company import Door
from zuoxi.organisation.models import AuditEvent
from zuoxi.organisation.rules import Role
from zuoxi.telephony.models import IvrVersion
from zuoxi.telephony.selectors import floor
from zuoxi.telephony.selectors.ivr_live import flow_configs

SAY = [{"type": "prompt", "prompt": "greeting-default"}]


def whole(**menu):
    """A flow fit to be published."""
    exits = {"1": "queue", "invalid": "bye", "no_input": "bye"}
    return {
        "start": "menu",
        "nodes": [
            {"kind": "menu", "id": "menu", "say": SAY, "keys": ["1"], "exits": exits, **menu},
            {"kind": "queue", "id": "queue"},
            {"kind": "hang_up", "id": "bye"},
        ],
    }


@pytest.fixture
def flow(hotline):
    return hotline.made("/ivr-flows", name="主菜单", name_en="Main menu")


@pytest.fixture
def path(flow):
    return f"/ivr-flows/{flow['id']}"


def drafted(door, path, flow, revision=0):
    saved = door.put(f"{path}/draft", {"flow": flow, "revision": revision})
    assert door.status == 200, saved
    return saved


def published(door, path, revision=1, note=""):
    row = door.post(f"{path}/publish", {"revision": revision, "note": note})
    assert door.status == 200, row
    return row


def test_a_new_flow_is_an_empty_draft_that_says_what_is_missing(door, path):
    draft = door.get(f"{path}/draft")

    assert draft["flow"]["nodes"] == [] and draft["revision"] == 0
    assert [fault["code"] for fault in draft["faults"]] == ["no_start"]
    assert draft["faults"][0]["message"]["zh"]


def test_a_draft_is_kept_however_unfinished_with_the_place_of_each_fault(door, path):
    saved = drafted(door, path, {"start": "menu", "nodes": [{"kind": "menu", "id": "menu"}]})

    assert saved["revision"] == 1 and saved["saved_by"]
    assert {fault["exit"] for fault in saved["faults"] if fault["code"] == "dead_end"} == {
        "invalid",
        "no_input",
    }
    assert {fault["node"] for fault in saved["faults"]} == {"menu"}


def test_where_nodes_stand_is_kept_for_those_that_there_are(door, path):
    places = {"menu": {"x": 10, "y": -20}, "gone": {"x": 0, "y": 0}}
    saved = door.put(f"{path}/draft", {"flow": whole(), "layout": places, "revision": 0})

    assert saved["layout"] == {"menu": {"x": 10, "y": -20}}


def test_saving_the_same_again_changes_nothing(door, path):
    drafted(door, path, whole())

    assert drafted(door, path, whole(), revision=1)["revision"] == 1


def test_of_two_who_draft_at_once_the_second_is_told(door, path):
    drafted(door, path, whole())
    refused = door.put(f"{path}/draft", {"flow": whole(wait_ms=3_000), "revision": 0})

    assert (door.status, refused["code"]) == (409, "changed_meanwhile")
    assert refused["data"]["by"]


def test_what_is_no_flow_is_refused_with_its_place(door, path):
    refused = door.put(f"{path}/draft", {"flow": whole(wait_ms=1), "revision": 0})

    assert door.status == 422
    assert "wait_ms" in refused["data"]["fields"]["flow"]["zh"]


def test_a_flow_with_faults_is_not_published(door, path):
    drafted(door, path, {"start": "x", "nodes": []})
    refused = door.post(f"{path}/publish", {"revision": 1})

    assert (door.status, refused["code"]) == (409, "flow_has_faults")


def test_what_is_published_is_a_version_that_later_drafts_leave_alone(door, path):
    drafted(door, path, whole())
    row = published(door, path, note="first")
    assert (row["live"], row["differs"]) == (1, False)

    drafted(door, path, whole(wait_ms=9_000), revision=1)

    assert door.get(path)["differs"]
    (version,) = door.get(f"{path}/versions")
    assert (version["number"], version["live"], version["note"]) == (1, True, "first")
    assert door.get(f"{path}/versions/1")["flow"]["nodes"][0]["wait_ms"] == 5_000


def test_a_version_of_before_is_heard_again_and_the_draft_stays(door, path):
    drafted(door, path, whole())
    published(door, path)
    drafted(door, path, whole(wait_ms=9_000), revision=1)
    published(door, path, revision=2)

    assert door.post(f"{path}/roll-back", {"number": 1})["live"] == 1
    assert door.get(f"{path}/draft")["flow"]["nodes"][0]["wait_ms"] == 9_000
    assert IvrVersion.objects.count() == 2
    door.post(f"{path}/roll-back", {"number": 7})
    assert door.status == 404


def test_the_trail_tells_who_published_and_who_rolled_back(door, path, company):
    drafted(door, path, whole())
    published(door, path)
    drafted(door, path, whole(wait_ms=9_000), revision=1)
    published(door, path, revision=2)
    door.post(f"{path}/roll-back", {"number": 1})

    told = AuditEvent.objects.filter(subject_type="ivrflow").order_by("id")
    assert [line.action for line in told] == [
        "ivrflow.created",
        "ivrflow.published",
        "ivrflow.published",
        "ivrflow.rolled_back",
    ]
    assert told.last().before == {"version": 2} and told.last().after["version"] == 1
    assert {line.person_name for line in told} == {company.administrator.name}


def test_a_number_sends_its_callers_through_a_published_flow_only(door, hotline, flow, path):
    number = f"/access-numbers/{hotline.number['id']}"
    refused = door.patch(number, {"flow": flow["id"]})
    assert set(refused["data"]["fields"]) == {"flow"}

    drafted(door, path, whole())
    published(door, path)

    assert door.patch(number, {"flow": flow["id"]})["flow"]["name"] == "主菜单"
    door.delete(path)
    assert door.status == 409, "a number still needs it"
    assert door.patch(number, {"flow": None})["flow"] is None


def test_a_queue_that_a_flow_sends_callers_to_stays_in_use(door, hotline, path):
    other = hotline.made("/queues", name="投诉")
    exits = {"1": "queue", "invalid": "queue", "no_input": "queue"}
    flow = whole(exits=exits)
    flow["nodes"] = [flow["nodes"][0], {"kind": "queue", "id": "queue", "queue_id": other["id"]}]
    drafted(door, path, flow)
    published(door, path)

    door.delete(f"/queues/{other['id']}")

    assert door.status == 409


def test_nobody_goes_back_to_a_version_that_names_what_is_gone(door, hotline, path):
    other = hotline.made("/queues", name="投诉")
    first = whole()
    first["nodes"][1]["queue_id"] = other["id"]
    drafted(door, path, first)
    published(door, path)
    drafted(door, path, whole(), revision=1)
    published(door, path, revision=2)
    door.delete(f"/queues/{other['id']}")
    assert door.status == 200

    refused = door.post(f"{path}/roll-back", {"number": 1})

    assert (door.status, refused["code"]) == (409, "version_has_faults")
    assert (refused["data"]["number"], set(refused["data"]["fields"])) == (1, {"queue"})
    assert door.get(path)["live"] == 2

    door.patch(f"/queues/{other['id']}", {"hidden": False})
    assert door.post(f"{path}/roll-back", {"number": 1})["live"] == 1


def test_a_flow_that_names_what_is_gone_meanwhile_comes_into_use_by_no_way(door, hotline, path):
    other = hotline.made("/queues", name="投诉")
    flow = whole()
    flow["nodes"][1]["queue_id"] = other["id"]
    drafted(door, path, flow)
    published(door, path)
    door.delete(path)
    door.delete(f"/queues/{other['id']}")
    assert door.status == 200

    refused = door.patch(path, {"hidden": False})

    assert (door.status, refused["code"]) == (409, "version_has_faults")
    assert door.get(path)["hidden"]


def test_a_queue_of_another_company_is_none(door, path, other_company):
    from zuoxi.telephony.models import Queue

    foreign = Queue.objects.create(tenant=other_company.tenant, org_unit=other_company.root, name="x")
    flow = whole()
    flow["nodes"][1]["queue_id"] = str(foreign.id)

    assert [fault["code"] for fault in drafted(door, path, flow)["faults"]] == ["no_such_queue"]


def test_flows_are_drafted_where_one_manages(company, path):
    corner = Door(company.person("corner", company.team_two, Role.ADMINISTRATOR))

    corner.get(f"{path}/draft")

    assert corner.status == 404


def test_nobody_leads_callers_into_a_queue_of_others_but_what_leads_there_goes_on(company, hotline, door):
    manager = Door(company.person("manager", company.team_one, Role.ADMINISTRATOR))
    row = manager.post("/ivr-flows", {"org_unit": str(company.team_one.id), "name": "一班菜单"})
    path, flow = f"/ivr-flows/{row['id']}", whole()
    flow["nodes"][1]["queue_id"] = hotline.queue["id"]

    refused = manager.put(f"{path}/draft", {"flow": flow, "revision": 0})
    assert (manager.status, set(refused["data"]["fields"])) == (422, {"flow"})

    drafted(door, path, flow)
    flow["nodes"][0]["say"] = [*SAY, *SAY]
    assert drafted(manager, path, flow, revision=1)["faults"] == []


def test_what_is_published_twice_is_one_version(door, path):
    drafted(door, path, whole())
    assert published(door, path)["live"] == 1
    assert published(door, path)["live"] == 1
    assert [version["number"] for version in door.get(f"{path}/versions")] == [1]
    assert AuditEvent.objects.filter(action="ivrflow.published").count() == 1


def test_what_can_be_looked_up_is_told_in_both_languages(door):
    (customer,) = [source for source in door.get("/ivr-sources") if source["name"] == "customer"]

    assert customer["label"] == {"zh": "客户", "en": "Customer"}
    assert [one["name"] for one in customer["inputs"]] == ["number"]


class TestTryingOut:
    """A flow is tried without a telephone."""

    def tried(self, door, path, **form):
        found = door.post(f"{path}/try", form)
        assert door.status == 200, found
        return found

    def test_keys_lead_along_a_path_that_is_told_with_what_is_heard(self, door, path):
        drafted(door, path, whole())
        found = self.tried(door, path, keys="9-1")

        assert [one["did"] for one in found["did"]] == [
            *("Says", "Listens"),
            *("Says", "Listens"),
            *("Says", "Listens"),
            *("Passed", "Leaves"),
        ]
        assert found["did"][0]["prompts"] == ["greeting-default"]
        assert (found["node"], found["waits"]) == ("queue", False)

    def test_without_keys_it_waits_at_the_first_question(self, door, path):
        drafted(door, path, whole())

        assert self.tried(door, path) | {"did": []} == {"did": [], "node": "menu", "waits": True}

    def test_what_is_on_the_canvas_can_be_tried_before_it_is_saved(self, door, path):
        assert self.tried(door, path, flow=whole(), keys="1")["node"] == "queue"

    def test_the_customers_are_really_asked_and_nobody_elses(self, door, path, company):
        exits = {"found": "yes", "not_found": "no", "failed": "no"}
        asks = {"kind": "look_up", "id": "ask", "source": "customer", "inputs": {"number": "caller"}}
        ends = [{"kind": "hang_up", "id": "yes"}, {"kind": "hang_up", "id": "no"}]
        flow = {"start": "ask", "nodes": [asks | {"exits": exits}, *ends]}
        door.post(
            "/customers",
            {"org_unit": str(company.hall.id), "name": "李", "numbers": [{"number": "13800138000"}]},
        )

        assert self.tried(door, path, flow=flow, caller="13800138000")["node"] == "yes"
        assert self.tried(door, path, flow=flow, caller="13900139000")["node"] == "no"
        lines = AuditEvent.objects.filter(action="ivrflow.tried").order_by("at", "pk")
        assert [(line.person_id, line.after) for line in lines] == [
            (company.administrator.id, {"number": number, "sources": "customer"})
            for number in ("138****8000", "139****9000")
        ], "who tries a flow out looks at customers, and the trail says so"

    def test_keys_that_no_telephone_has_are_refused(self, door, path):
        door.post(f"{path}/try", {"keys": "abc"})

        assert door.status == 422


def test_the_floor_reads_what_is_published_and_which_numbers_lead_there(door, hotline, flow, path):
    drafted(door, path, whole())
    published(door, path)
    door.patch(f"/access-numbers/{hotline.number['id']}", {"flow": flow["id"]})

    (read,) = flow_configs()
    (number,) = floor.access_numbers()
    assert read.key == number.flow == f"{flow['id']}@1"
    assert read.calendar.timezone == "Asia/Shanghai" and read.flow.start == "menu"

    drafted(door, path, whole(wait_ms=9_000), revision=1)
    assert flow_configs() == (read,), "nobody hears a draft"


def test_agents_are_offered_flows_that_can_lead_back_and_are_published(door, hotline, flow, path, company):
    offered = Door(company.agent)
    assert offered.get("/pass-on")["flows"] == []
    back = {"kind": "agent", "id": "back", "shows": [{"variable": "caller", "label": "来电号码"}]}
    drafted(door, path, {"format": 1, "start": "back", "nodes": [back]})
    assert offered.get("/pass-on")["flows"] == [], "nobody hears a draft"
    published(door, path)
    (one,) = offered.get("/pass-on")["flows"]
    assert (one["id"], one["name"]) == (flow["id"], flow["name"])


def test_groups_and_people_are_found_by_first_letters(hotline, company):
    known = Door(company.agent).get("/pass-on")
    assert {one["name"] for one in known["groups"]}
    assert all(one["initials"] is not None for one in known["groups"])
    assert str(company.agent.id) in known["initials"]


def outward(number):
    exits = {"busy": "voicemail", "no_answer": "voicemail", "failed": "voicemail"}
    return {
        "start": "out",
        "nodes": [
            {"kind": "external", "id": "out", "number": number, "exits": exits},
            {"kind": "voicemail", "id": "voicemail"},
        ],
    }


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        ("139 0000 0009", []),
        ("010 8888 7777", []),
        ("110", ["emergency_number"]),
        ("+1 415 555 2671", ["barred_number"]),
        ("4008001234", ["barred_number", "own_number"]),
    ],
)
def test_whom_the_gate_would_never_let_through_is_said_while_it_is_drawn(door, path, hotline, number, codes):
    assert [fault["code"] for fault in drafted(door, path, outward(number))["faults"]] == codes


def test_callers_are_put_through_by_a_flow_that_is_published(door, path, hotline):
    drafted(door, path, outward("139 0000 0009"))
    published(door, path)
    door.patch(f"/access-numbers/{hotline.number['id']}", {"flow": door.get(path)["id"]})

    assert [node.number for node in flow_configs()[0].flow.nodes if hasattr(node, "number")] == [
        "139 0000 0009"
    ]


def test_a_try_out_calls_nobody_and_goes_on_by_what_is_said_of_it(door, path, hotline):
    asked = door.post(f"{path}/try", {"keys": "", "flow": outward("139 0000 0009")})
    assert (asked["node"], asked["waits"]) == ("out", True)
    went = door.post(f"{path}/try", {"keys": "b", "flow": outward("139 0000 0009")})
    assert (went["node"], went["waits"]) == ("voicemail", False)
