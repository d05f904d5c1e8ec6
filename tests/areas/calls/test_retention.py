"""How long recordings are kept: by result, project and queue; erased with a trail, unless they are held."""

import datetime as dt

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tests.areas.calls.test_encoding import kept
from tests.company import Door
from zuoxi.assembly.wiring import JOBS
from zuoxi.calls.models import Attempt, Call, Disposition, Recording, RetentionClass, Segment
from zuoxi.calls.rules import Kind, Span, fits, kept_until, span_of
from zuoxi.calls.services.dispositions import sow
from zuoxi.calls.services.recordings import encode as encoding
from zuoxi.calls.services.recordings import retention
from zuoxi.calls.services.recordings.encode import encode
from zuoxi.calls.services.recordings.keep import check
from zuoxi.calls.services.recordings.store import LocalStore, places
from zuoxi.kernel.clock import utc_now
from zuoxi.kernel.ids import new_id
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import AuditEvent
from zuoxi.outbox import jobs, worker
from zuoxi.outbox.models import Job
from zuoxi.telephony.models import Queue

ERASE = "calls.erase_recordings"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "ZUOXI_HOME", tmp_path)
    return places(tmp_path)


@pytest.fixture
def recording(house, home):
    sow(house.tenant.id)
    return kept(house, home)


def night(monkeypatch, days):
    """The night so many days from now."""
    monkeypatch.setattr("zuoxi.calls.jobs.utc_now", lambda: utc_now() + dt.timedelta(days=days))
    jobs.add_job(ERASE, tenant=jobs.HOUSE, now=utc_now())
    while worker.work_once("night", {ERASE: JOBS[ERASE]}):
        pass
    return Job.objects.filter(kind=ERASE).latest("id").result


def rule(house, days, **conditions):
    door = Door(house.administrator)
    made = door.post("/retention-classes", {"name": f"{days} 天", "keep_days": days, **conditions})
    assert door.status == 201, made
    return made


def queue_of(house):
    return Queue.objects.create(tenant=house.tenant, org_unit=house.root, name="订单")


# -- which span holds ----------------------------------------------------------------------------------


def test_the_result_says_more_than_the_project_and_that_more_than_the_queue():
    spans = (
        Span(id="all", days=90),
        Span(id="queue", days=30, queue="q"),
        Span(id="project", days=60, project="p"),
        Span(id="order", days=0, results=frozenset({"order_taken"})),
    )

    def holds(**kind):
        found = span_of(Kind(**{"results": frozenset(), "project": "", "queue": "", **kind}), spans)
        return found.id if found else ""

    assert holds() == "all"
    assert holds(queue="q") == "queue"
    assert holds(queue="q", project="p") == "project"
    assert holds(queue="q", project="p", results=frozenset({"order_taken", "asked"})) == "order"
    assert holds(queue="other", results=frozenset({"refused"})) == "all"
    assert span_of(Kind(results=frozenset(), project="", queue=""), ()) is None


def test_of_two_that_say_as_much_the_longer_holds_and_for_good_is_longest():
    kind = Kind(results=frozenset(), project="", queue="")
    assert span_of(kind, (Span(id="a", days=30), Span(id="b", days=60))).id == "b"
    assert span_of(kind, (Span(id="a", days=9_999), Span(id="b", days=0))).id == "b"


SPANS = st.builds(
    Span,
    id=st.uuids().map(str),
    days=st.integers(0, 100),
    results=st.frozensets(st.sampled_from("ab")),
    project=st.sampled_from(["", "p"]),
    queue=st.sampled_from(["", "q", "r"]),
)
KINDS = st.builds(
    Kind,
    results=st.frozensets(st.sampled_from("abc")),
    project=st.sampled_from(["", "p"]),
    queue=st.sampled_from("qrs"),
)


@given(KINDS, st.lists(SPANS, max_size=6))
def test_a_span_that_holds_fits_and_no_order_of_the_classes_changes_it(kind, spans):
    found = span_of(kind, spans)
    turned = span_of(kind, spans[::-1])
    assert (found is None) == (not any(fits(one, kind) for one in spans))
    if found is not None:
        assert fits(found, kind)
        assert turned is not None and turned.days == found.days
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    until = kept_until(start, found)
    assert until is None or until > start


# -- erasing -------------------------------------------------------------------------------------------


def test_nothing_is_erased_before_somebody_says_so(home, recording, monkeypatch):
    assert night(monkeypatch, 365 * 50) == {"erased": 0, "bytes": 0, "left": 0}
    assert (home.store / recording.key).exists()


def test_what_is_old_enough_goes_with_its_waveform_and_a_line_and_its_row_stays(
    house, home, recording, monkeypatch
):
    rule(house, 30)
    assert night(monkeypatch, 29)["erased"] == 0
    assert night(monkeypatch, 31) == {"erased": 1, "bytes": recording.bytes, "left": 0}
    row = Recording.objects.get()
    assert (row.state, row.key, row.sha256) == ("erased", "", recording.sha256)
    assert not [path for path in home.store.rglob("*") if path.is_file()]
    told = AuditEvent.objects.get(action="recording.erased")
    assert (told.person, told.subject_id, told.after["keep_days"], told.after["sha256"]) == (
        None,
        str(recording.id),
        30,
        recording.sha256,
    )
    answer = Door(house.agent).client.get(f"/api/recordings/{recording.id}/audio")
    assert (answer.status_code, answer.json()["code"]) == (410, "recording_erased")
    assert night(monkeypatch, 32)["erased"] == 0


def test_recordings_of_orders_stay_for_good_while_others_go(house, home, recording, monkeypatch):
    rule(house, 30)
    branch = Disposition.objects.get(tenant=house.tenant, code="solved")
    rule(house, 0, disposition=str(branch.id))  # a branch stands for the results under it
    other = kept(house, home)
    Segment.objects.filter(pk=other.segment_id).update(disposition="no_interest")
    assert Segment.objects.get(pk=recording.segment_id).disposition == "order_taken"
    assert night(monkeypatch, 31)["erased"] == 1
    assert {row.state for row in Recording.objects.filter(pk=recording.pk)} == {"verified"}
    assert Recording.objects.get(pk=other.pk).state == "erased"


def test_what_was_said_before_the_order_was_taken_stays_with_it(house, home, recording, monkeypatch):
    rule(house, 30)
    rule(house, 0, disposition=str(Disposition.objects.get(tenant=house.tenant, code="solved").id))
    before = kept(house, home)
    Segment.objects.filter(pk=before.segment_id).update(call=recording.call_id, disposition="")
    Recording.objects.filter(pk=before.pk).update(call=recording.call_id)
    assert night(monkeypatch, 31)["erased"] == 0


def test_a_store_that_is_away_keeps_nobody_elses_recordings(house, home, recording, monkeypatch):
    rule(house, 30)
    other = kept(house, home)
    Recording.objects.filter(pk=recording.pk).update(store="away")
    assert night(monkeypatch, 31) == {"erased": 1, "bytes": other.bytes, "left": 0, "away": 1}
    assert set(Recording.objects.values_list("pk", "state")) == {
        (recording.pk, "verified"),
        (other.pk, "erased"),
    }


def test_a_queue_and_a_project_have_spans_of_their_own(house, home, recording, monkeypatch):
    queue, project = queue_of(house), str(new_id())
    rule(house, 10, queue=str(queue.id))
    rule(house, 20, project=project)
    of_queue, of_project = kept(house, home), kept(house, home)
    Call.objects.filter(pk__in=[of_queue.call_id, of_project.call_id]).update(queue=queue)
    attempt = Attempt.objects.create(
        tenant=house.tenant,
        call_id=of_project.call_id,
        number="1",
        purpose="campaign",
        project=project,
        at=utc_now(),
        expires_at=utc_now(),
    )
    Call.objects.filter(pk=of_project.call_id).update(attempt=attempt)
    assert night(monkeypatch, 11)["erased"] == 1
    assert Recording.objects.get(pk=of_queue.pk).state == "erased"
    assert night(monkeypatch, 21)["erased"] == 1
    assert Recording.objects.get(pk=of_project.pk).state == "erased"
    assert Recording.objects.get(pk=recording.pk).state == "verified"


def test_a_class_out_of_use_and_another_companys_say_nothing(house, home, recording, monkeypatch):
    made = rule(house, 30)
    Door(house.administrator).delete(f"/retention-classes/{made['id']}")
    assert night(monkeypatch, 31)["erased"] == 0


def test_what_is_altered_or_missing_is_evidence_and_stays(house, home, recording, monkeypatch):
    rule(house, 30)
    for state in ("altered", "missing"):
        Recording.objects.update(state=state)
        assert night(monkeypatch, 31)["erased"] == 0


def test_killed_between_the_steps_it_is_gone_on_with(house, home, recording, monkeypatch):
    rule(house, 30)

    def killed(*arguments):
        raise KeyboardInterrupt

    span = retention.spans_of(RetentionClass.objects.all())[0]
    with monkeypatch.context() as step:
        step.setattr(retention, "sweep", killed)
        with pytest.raises(KeyboardInterrupt):
            retention.erase(Actor(person=None, now=utc_now()), recording, span)
    assert (home.store / recording.key).exists()
    row = Recording.objects.get()
    assert (row.state, row.key) == ("erased", recording.key)
    night(monkeypatch, 31)
    assert Recording.objects.get().key == ""
    assert not [path for path in home.store.rglob("*") if path.is_file()]
    assert AuditEvent.objects.filter(action="recording.erased").count() == 1


def test_what_is_erased_while_it_is_checked_stays_erased(house, home, recording, monkeypatch):
    read_before = Recording.objects.get()
    rule(house, 30)
    night(monkeypatch, 31)
    check(read_before, LocalStore(home.store), utc_now())
    assert (Recording.objects.get().state, read_before.state) == ("erased", "erased")
    assert not AuditEvent.objects.filter(action="recording.missing").exists()


def test_what_it_was_before_it_was_made_small_goes_as_well(house, home, recording, monkeypatch):
    with monkeypatch.context() as step:
        step.setattr(encoding, "drop_replaced", lambda *arguments: None)  # killed before it let go of it
        encode(recording, home.store)
    rule(house, 30)
    assert night(monkeypatch, 31)["erased"] == 1
    assert not [path for path in home.store.rglob("*") if path.is_file()]


def test_what_is_erased_while_it_is_made_small_leaves_nothing(house, home, recording, monkeypatch):
    def meanwhile(work):
        work()
        Recording.objects.update(state="erased")

    assert encode(recording, home.store, meanwhile) == 0
    night(monkeypatch, 31)
    assert not [path for path in home.store.rglob("*") if path.is_file()]


# -- holding -------------------------------------------------------------------------------------------


def test_what_is_held_stays_whatever_its_span_until_it_is_released(house, home, recording, monkeypatch):
    rule(house, 30)
    door = Door(house.administrator)
    held = door.put(f"/recordings/{recording.id}/hold", {"because": "投诉 T-2026-11"})
    assert (held["held_because"], held["held_by"]["name"], held["by"]["name"]) == (
        "投诉 T-2026-11",
        "admin",
        "30 天",
    )
    assert held["kept_until"] is not None
    assert night(monkeypatch, 400)["erased"] == 0
    assert Recording.objects.get().state == "verified"
    assert door.get("/retention/due")["held"] == 1
    released = door.delete(f"/recordings/{recording.id}/hold")
    assert (released["held_at"], released["held_because"]) == (None, "")
    door.delete(f"/recordings/{recording.id}/hold")
    assert night(monkeypatch, 400)["erased"] == 1
    assert [
        one.action for one in AuditEvent.objects.filter(action__startswith="recording.").order_by("id")
    ] == [
        "recording.held",
        "recording.released",
        "recording.erased",
    ]


def test_a_hold_that_comes_while_the_job_looks_is_in_time(house, home, recording):
    rule(house, 30)
    span = retention.spans_of(RetentionClass.objects.all())[0]
    read_before = Recording.objects.get()
    retention.hold(Actor(person=house.administrator, now=utc_now()), recording, "court")
    assert not retention.erase(Actor(person=None, now=utc_now()), read_before, span)
    assert (home.store / recording.key).exists()


def test_what_is_erased_cannot_be_held_any_more(house, recording):
    Recording.objects.update(state="erased", key="")
    door = Door(house.administrator)
    door.put(f"/recordings/{recording.id}/hold", {"because": "too late"})
    assert door.status == 410


def test_the_page_says_what_the_coming_night_would_erase(house, home, recording):
    door = Door(house.administrator)
    assert door.get("/retention/due") == {"recordings": 0, "bytes": 0, "more": False, "held": 0}
    rule(house, 1)
    old = utc_now() - dt.timedelta(days=2)
    Recording.objects.update(started_at=old)
    assert door.get("/retention/due") == {"recordings": 1, "bytes": recording.bytes, "more": False, "held": 0}


def test_without_a_class_a_recording_is_kept_for_good(house, recording):
    told = Door(house.administrator).get(f"/recordings/{recording.id}/keeping")
    assert (told["kept_until"], told["by"], told["held_at"]) == (None, None, None)


def test_who_sets_spans_names_only_what_is_his_companys(house):
    from tests.areas.calls.houses import make_house

    other = make_house("Other")
    sow(other.tenant.id)
    door = Door(house.administrator)
    for field, id in (
        ("queue", queue_of(other).id),
        ("disposition", Disposition.objects.filter(tenant=other.tenant).first().id),
    ):
        answer = door.post("/retention-classes", {"name": "x", "keep_days": 1, field: str(id)})
        assert door.status == 422 and field in str(answer)
