"""A month's recordings are handed over to a second medium: copied, read back, listed, and signed for."""

import csv
import datetime as dt
import io
import subprocess
from dataclasses import replace

import pytest
from django.conf import settings

from tests.areas.calls.test_encoding import kept
from tests.company import Door
from tests.services.s3 import store_at
from zuoxi.assembly.keeping import keeping
from zuoxi.assembly.terminal import Trouble
from zuoxi.assembly.wiring import JOBS
from zuoxi.calls.models import Attempt, Call, HandedRecording, HandOver, Recording
from zuoxi.calls.rules import month_in
from zuoxi.calls.services.recordings import handing, media
from zuoxi.calls.services.recordings.encode import encode
from zuoxi.calls.services.recordings.store import places, sha256_of, sum_in
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.models import AuditEvent, Person, RoleAssignment
from zuoxi.outbox import worker
from zuoxi.outbox.models import Job
from zuoxi.telephony.models import Queue

KIND = "calls.hand_over"
OCTOBER = dt.datetime(2025, 10, 7, 4, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "ZUOXI_HOME", tmp_path / "home")
    (tmp_path / "home").mkdir()
    return places(tmp_path / "home")


@pytest.fixture(autouse=True)
def disk(tmp_path, monkeypatch):
    """A portable disk, mounted; it is another disk than the recordings' one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    monkeypatch.setattr(settings, "ZUOXI_HANDOVER_FOLDER", folder)
    monkeypatch.setattr(media, "disk_of", lambda path: path == folder)
    return folder


def recorded(house, home, at=OCTOBER):
    row = kept(house, home)
    Recording.objects.filter(pk=row.pk).update(started_at=at)
    Call.objects.filter(pk=row.call_id).update(started_at=at)
    row.refresh_from_db()
    return row


@pytest.fixture
def recording(house, home):
    return recorded(house, home)


@pytest.fixture
def door(house):
    return Door(house.administrator)


def asked(door, status=202, **more):
    form = {"month": "2025-10-01", "place": "folder", "medium": "硬盘 7", **more}
    answer = door.post("/hand-overs", form)
    assert door.status == status, answer
    return answer


def copied():
    while worker.work_once("carrier", {KIND: JOBS[KIND]}):
        pass
    return Job.objects.filter(kind=KIND).latest("id")


def listed(disk, row):
    text = (disk / row["manifest"]).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def again(door, row):
    door.post(f"/hand-overs/{row['id']}/go-on")
    assert door.status == 202
    copied()
    return door.get(f"/hand-overs/{row['id']}")


def test_a_month_is_copied_compared_listed_and_signed_for(house, home, disk, door, recording):
    second = recorded(house, home, OCTOBER + dt.timedelta(days=20))
    recorded(house, home, OCTOBER + dt.timedelta(days=40))
    asked(door)
    copied()
    (row,) = door.get("/hand-overs")["items"]
    assert (row["state"], row["recordings"], row["lacking"]) == ("complete", 2, 0)
    assert row["bytes"] == recording.bytes + second.bytes
    assert (row["medium"], row["asked_by"]["name"], row["job"]) == ("硬盘 7", "admin", None)
    for one in (recording, second):
        assert sha256_of(disk / row["folder"] / one.key) == one.sha256
        assert sha256_of(home.store / one.key) == one.sha256, "nothing is erased"
    first, last = listed(disk, row)
    assert first["call 通话"] == str(recording.call_id) and last["recording 录音"] == str(second.id)
    assert (first["agent 坐席员"], first["state 状态"]) == ("agent", "there")
    assert first["sha256"] == recording.sha256
    assert first["started 开始"] == "2025-10-07T12:00:00+08:00"
    assert row["manifest_sha256"] == sha256_of(disk / row["manifest"])
    whole = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=disk / row["folder"], capture_output=True, text=True
    )
    assert whole.returncode == 0 and whole.stdout.count("OK") == 3, whole.stdout

    received = door.post(f"/hand-overs/{row['id']}/received", {"received_by": "档案室 李工"})
    assert (received["state"], received["received_by"]) == ("received", "档案室 李工")
    assert received["received_noted_by"]["name"] == "admin" and received["received_at"]
    told = list(AuditEvent.objects.filter(action__startswith="hand_over").order_by("id"))
    assert [one.action for one in told] == ["hand_over.started", "hand_over.finished", "hand_over.received"]
    assert told[1].after == {
        "recordings": 2,
        "bytes": row["bytes"],
        "lacking": 0,
        "manifest_sha256": row["manifest_sha256"],
    }


def test_what_lacks_is_said_and_copied_again_once_it_is_there(house, home, disk, door, recording):
    gone = recorded(house, home)
    late = recorded(house, home)
    away = (home.store / gone.key).rename(home.store / "elsewhere")
    Recording.objects.filter(pk=late.pk).update(state="recorded", key="")
    asked(door)
    copied()
    (row,) = door.get("/hand-overs")["items"]
    assert (row["state"], row["recordings"], row["lacking"]) == ("incomplete", 1, 2)
    lacking = door.get(f"/hand-overs/{row['id']}/items", lacking="true")["items"]
    assert {one["recording"]: one["state"] for one in lacking} == {
        str(gone.id): "missing",
        str(late.id): "not_stored",
    }
    assert AuditEvent.objects.filter(action="recording.missing").count() == 1
    before = row["manifest_sha256"]

    away.rename(home.store / gone.key)
    Recording.objects.filter(pk=gone.pk).update(state="verified")
    Recording.objects.filter(pk=late.pk).update(state="verified", key=late.key)
    row = again(door, row)
    assert (row["state"], row["recordings"], row["lacking"]) == ("complete", 3, 0)
    assert row["manifest_sha256"] == sha256_of(disk / row["manifest"]) != before
    assert {line["state 状态"] for line in listed(disk, row)} == {"there"}


def test_what_is_altered_is_not_handed_over_as_if_it_were_whole(home, disk, door, recording):
    (home.store / recording.key).write_bytes(b"forged")
    asked(door)
    copied()
    (row,) = door.get("/hand-overs")["items"]
    assert (row["state"], row["recordings"], row["lacking"]) == ("incomplete", 0, 1)
    assert not (disk / row["folder"] / recording.key).exists()
    assert Recording.objects.get().state == "altered"


def test_killed_in_the_middle_it_goes_on_and_copies_nothing_twice(
    house, home, disk, door, recording, monkeypatch
):
    second = recorded(house, home, OCTOBER + dt.timedelta(days=1))
    asked(door)

    def killed(row, item, target):
        if item.recording_id == second.id:
            raise KeyboardInterrupt
        return whole(row, item, target)

    whole = handing._copied
    with monkeypatch.context() as step, pytest.raises(KeyboardInterrupt):
        step.setattr(handing, "_copied", killed)
        worker.work_once("carrier", {KIND: JOBS[KIND]})
    assert HandedRecording.objects.filter(state="there").count() == 1
    seen = []

    def watched(row, item, target):
        seen.append(item.recording_id)
        return whole(row, item, target)

    monkeypatch.setattr(handing, "_copied", watched)
    copied()
    assert seen == [second.id]
    assert HandOver.objects.get().state == "complete"


def test_a_medium_that_is_pulled_out_is_waited_for_and_nothing_is_written_beside_it(
    house, home, disk, door, recording
):
    asked(door)
    disk.rename(disk.with_name("pulled out"))
    job = copied()
    row = HandOver.objects.get()
    assert (row.state, row.trouble) == ("away", f"not_there: {disk}")
    assert (job.state, job.attempts) == ("waiting", 0)
    assert not disk.exists()
    shown = door.get(f"/hand-overs/{row.id}")
    assert (shown["state"], shown["job"]) == ("away", str(job.id))

    disk.with_name("pulled out").rename(disk)
    Job.objects.update(due_at=utc_now())
    copied()
    row.refresh_from_db()
    assert (row.state, row.trouble, row.recordings) == ("complete", "", 1)


def test_another_disk_at_the_same_place_does_not_take_the_rest(
    house, disk, home, door, recording, monkeypatch
):
    """Half a month on each of two disks would be said to be whole on the one that somebody signs for."""
    second = recorded(house, home, OCTOBER + dt.timedelta(days=1))
    whole = handing._copied

    def changed_after(row, item, target):
        state = whole(row, item, target)
        disk.rename(disk.with_name("first disk"))
        disk.mkdir()
        return state

    asked(door)
    with monkeypatch.context() as step:
        step.setattr(handing, "_copied", changed_after)
        copied()
    for _ in range(2):
        row = HandOver.objects.get()
        assert (row.state, row.trouble.partition(":")[0]) == ("away", "another medium")
        assert list(disk.iterdir()) == [], "nor later"
        Job.objects.update(due_at=utc_now())
        copied()

    disk.rmdir()
    disk.with_name("first disk").rename(disk)
    Job.objects.update(due_at=utc_now())
    copied()
    row.refresh_from_db()
    assert (row.state, row.trouble, row.recordings) == ("complete", "", 2)
    assert {one.name for one in (disk / row.folder).rglob("*.wav")} == {
        f"{recording.id}.wav",
        f"{second.id}.wav",
    }


def test_nor_does_it_take_the_list(disk, door, recording, monkeypatch):
    asked(door)

    def changed(row):
        disk.rename(disk.with_name("first disk"))
        disk.mkdir()
        return counted(row)

    counted = handing.sums_of
    with monkeypatch.context() as step:
        step.setattr(handing, "sums_of", lambda row: changed(row) if not waiting(row) else counted(row))
        copied()
    assert HandOver.objects.get().state == "away"
    assert list(disk.iterdir()) == []


def waiting(row):
    return HandedRecording.objects.filter(hand_over=row, state="waiting").exists()


def test_a_disk_that_took_nothing_whole_may_be_replaced(disk, door, recording, monkeypatch):
    with monkeypatch.context() as step:
        step.setattr(handing, "sum_in", lambda store, key: "0" * 64)
        row = asked(door)
        copied()
    disk.rename(disk.with_name("bad disk"))
    disk.mkdir()
    assert again(door, row)["state"] == "complete"


def test_a_medium_that_gives_back_something_else_is_not_trusted(disk, door, recording, monkeypatch):
    with monkeypatch.context() as step:
        step.setattr(handing, "sum_in", lambda store, key: "0" * 64)
        asked(door)
        copied()
    (row,) = door.get("/hand-overs")["items"]
    assert (row["state"], row["lacking"]) == ("incomplete", 1)
    assert HandedRecording.objects.get().state == "differs"
    assert again(door, row)["state"] == "complete"


def test_a_full_medium_is_waited_for(disk, door, recording, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    asked(door)
    monkeypatch.setattr("zuoxi.calls.services.recordings.store.shutil.copyfile", full)
    copied()
    row = HandOver.objects.get()
    assert row.state == "away" and "No space left" in row.trouble
    assert Recording.objects.get().state == "verified"


def test_what_is_made_small_while_it_is_copied_is_copied_as_it_is_then(
    home, disk, door, recording, monkeypatch
):
    known = handing.store_of

    def meanwhile(row):
        store = known(row)
        if row.key.endswith(".wav"):
            encode(Recording.objects.get(), home.store)
        return store

    monkeypatch.setattr(handing, "store_of", meanwhile)
    asked(door)
    copied()
    item = HandedRecording.objects.get()
    row = Recording.objects.get()
    assert (item.state, item.file, item.sha256) == ("there", row.key, row.sha256)
    assert row.key.endswith(".opus")


def test_stopped_it_says_so_and_is_taken_up_again(disk, door, recording):
    row = asked(door)
    door.post(f"/jobs/{row['job']}/cancel")
    shown = door.get(f"/hand-overs/{row['id']}")
    assert (shown["state"], shown["job"]) == ("stopped", None)
    door.post(f"/hand-overs/{row['id']}/received", {"received_by": "x"})
    assert door.response.json()["code"] == "hand_over_not_done"
    assert again(door, row)["state"] == "complete"
    assert AuditEvent.objects.filter(action="hand_over.gone_on").count() == 1


def test_what_was_signed_for_stays_and_the_rest_is_handed_over_by_another(house, home, disk, door, recording):
    row = asked(door)
    door.post(f"/hand-overs/{row['id']}/go-on")
    assert door.response.json()["code"] == "hand_over_at_work"
    copied()
    door.post(f"/hand-overs/{row['id']}/received", {"received_by": "李工"})
    for path, body in (("go-on", None), ("received", {"received_by": "王工"})):
        door.post(f"/hand-overs/{row['id']}/{path}", body)
        assert door.response.json()["code"] == "hand_over_received"
    late = recorded(house, home)
    rest = asked(door, rest_only=True)
    copied()
    assert [line["recording 录音"] for line in listed(disk, rest)] == [str(late.id)]


def test_one_queue_or_one_project_is_handed_over_alone(house, home, disk, door, recording):
    queue = Queue.objects.create(tenant=house.tenant, org_unit=house.root, name="订单")
    of_queue, of_project = recorded(house, home), recorded(house, home)
    Call.objects.filter(pk=of_queue.call_id).update(queue=queue)
    Attempt.objects.create(
        tenant=house.tenant,
        call_id=of_project.call_id,
        number="13800138000",
        purpose="manual",
        project="p1",
        at=utc_now(),
        expires_at=utc_now(),
    )
    for chosen, one in (({"queue": queue.id}, of_queue), ({"project": "p1"}, of_project)):
        row = asked(door, **chosen)
        copied()
        assert [line["recording 录音"] for line in listed(disk, row)] == [str(one.id)]


def test_what_was_erased_by_its_span_does_not_lack(disk, door, recording):
    asked(door)
    Recording.objects.update(state="erased", key="")
    copied()
    (row,) = door.get("/hand-overs")["items"]
    assert (row["state"], row["recordings"], row["lacking"]) == ("complete", 0, 0)


def test_numbers_stand_in_the_list_as_the_asker_sees_them(house, disk, door, recording):
    whole = Call.objects.get().customer_number
    row = asked(door)
    copied()
    assert listed(disk, row)[0]["customer 客户号码"] == whole

    from zuoxi.organisation import rules

    with pytest.MonkeyPatch.context() as step:
        blind = rules.ROLES[rules.Role.ADMINISTRATOR] - {rules.Permission.NUMBERS_SEE}
        step.setitem(rules.ROLES, rules.Role.ADMINISTRATOR, blind)
        row = asked(door)
        copied()
    shown = listed(disk, row)[0]["customer 客户号码"]
    assert whole not in (disk / row["manifest"]).read_text("utf-8-sig")
    assert "*" in shown


def test_a_name_in_the_list_is_never_a_formula(house, disk, door, recording):
    Person.objects.filter(pk=house.agent.pk).update(name="=1+1")
    row = asked(door)
    copied()
    assert listed(disk, row)[0]["agent 坐席员"] == "'=1+1"


def test_it_is_refused_with_what_to_do_about_it(house, disk, door, monkeypatch):
    month = utc_now().date().isoformat()
    assert "还没有过完" in asked(door, 422, month=month)["data"]["fields"]["month"]["zh"]
    monkeypatch.setattr(media, "disk_of", lambda path: 1)
    assert "同一块磁盘" in asked(door, 422)["data"]["fields"]["place"]["zh"]
    monkeypatch.setattr(settings, "ZUOXI_RECORDINGS_IN", "s3")
    asked(door)  # the recordings lie elsewhere, this machine's disk is a second medium
    disk.rmdir()
    assert "is not there" in asked(door, 422)["data"]["fields"]["place"]["en"]
    assert "ZUOXI_HANDOVER" in asked(door, 422, place="s3")["data"]["fields"]["place"]["en"]
    shown = {one["place"]: one for one in door.get("/hand-over-media")}
    assert shown["folder"]["where"] == str(disk) and shown["folder"]["trouble"]
    assert (shown["s3"]["where"], bool(shown["s3"]["trouble"])) == ("", True)


def test_only_who_may_hands_over_and_only_his_own_companys(house, disk, door, recording):
    row = asked(door)
    copied()
    for person in (house.agent, house.leader, house.assessor):
        other = Door(person)
        for path in ("/hand-overs", "/hand-over-media", f"/hand-overs/{row['id']}"):
            other.get(path)
            assert other.status == 403, path
        asked(other, 403)
    from tests.areas.calls.houses import make_house

    foreign = Door(make_house("Other").administrator)
    foreign.get(f"/hand-overs/{row['id']}")
    assert foreign.status == 404
    assert foreign.get("/hand-overs")["items"] == []


def test_who_may_not_any_more_has_nothing_copied(house, disk, door, recording):
    asked(door)
    RoleAssignment.objects.filter(person=house.administrator).delete()
    job = copied()
    assert job.attempts == 1 and "hand_over" in job.error
    assert list(disk.iterdir()) == []


def test_to_a_bucket(house, home, door, recording, s3, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "ZUOXI_HANDOVER_S3", replace(s3.place, prefix=f"{tmp_path.name}/"))
    row = asked(door, place="s3")
    copied()
    bucket = store_at(s3)
    bucket.place = replace(s3.place, prefix=f"{tmp_path.name}/")
    assert sum_in(bucket, f"{row['folder']}/{recording.key}") == recording.sha256
    shown = door.get(f"/hand-overs/{row['id']}")
    assert sum_in(bucket, row["manifest"]) == shown["manifest_sha256"]


def test_months_are_the_companys_days():
    assert month_in(dt.date(2025, 12, 1), "Asia/Shanghai") == (
        dt.datetime(2025, 11, 30, 16, tzinfo=dt.UTC),
        dt.datetime(2025, 12, 31, 16, tzinfo=dt.UTC),
    )


def test_the_working_bucket_is_no_second_medium():
    with pytest.raises(Trouble, match="ZUOXI_HANDOVER_S3_BUCKET"):
        keeping({"ZUOXI_S3_BUCKET": "a", "ZUOXI_HANDOVER_S3_BUCKET": "a"})
    with pytest.raises(Trouble, match="ZUOXI_HANDOVER_FOLDER"):
        keeping({"ZUOXI_HANDOVER_FOLDER": "media/usb"})
