"""A job is done once it says so, is taken up again when its worker dies, and stops when asked."""

import datetime as dt
import itertools
from uuid import uuid4

import pytest
from django.db import OperationalError

from zuoxi.kernel.calendars import OpeningHours, Span
from zuoxi.outbox import jobs, tidying, worker
from zuoxi.outbox.in_hand import HANGS_MS, InHand
from zuoxi.outbox.jobs import JobKind, JobPostponed, Work
from zuoxi.outbox.models import Job

NOW = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)
TENANT = uuid4()
MINUTE = dt.timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def claimed(kinds, now=NOW, name="w1"):
    job = jobs.claim(name, kinds, now)
    assert job is not None
    return job


def test_a_job_is_done_and_keeps_its_result_and_progress():
    def count(work):
        work.progress(5, 10)
        return {"counted": work.arguments["to"]}

    kinds = {"count": JobKind(run=count)}
    job = jobs.add_job("count", tenant=TENANT, now=NOW, arguments={"to": 10})
    worker.do(claimed(kinds), kinds)

    job.refresh_from_db()
    assert (job.state, job.result, job.done, job.total) == ("done", {"counted": 10}, 5, 10)


def test_two_workers_never_have_the_same_job():
    kinds = {"count": JobKind(run=lambda work: None)}
    jobs.add_job("count", tenant=TENANT, now=NOW)

    claimed(kinds, name="w1")
    assert jobs.claim("w2", kinds, NOW) is None


def test_a_job_whose_worker_died_is_taken_up_and_the_dead_worker_cannot_finish_it():
    kinds = {"count": JobKind(run=lambda work: None)}
    jobs.add_job("count", tenant=TENANT, now=NOW)
    lost = claimed(kinds, name="w1")

    taken = claimed(kinds, NOW + 2 * MINUTE, name="w2")
    jobs.succeed(lost, {"from": "the dead"}, NOW)
    jobs.succeed(taken, {"from": "the living"}, NOW)

    assert Job.objects.get().result == {"from": "the living"}


def test_progress_keeps_a_job_and_nothing_keeps_one_that_hangs():
    kinds = {"count": JobKind(run=lambda work: None)}
    jobs.add_job("count", tenant=TENANT, now=NOW)
    work = Work(claimed(kinds, name="w1"))

    work.progress(1)
    alive = Job.objects.get().lease_until

    assert jobs.claim("w2", kinds, alive) is None
    assert jobs.claim("w2", kinds, alive + dt.timedelta(seconds=1)) is not None


def test_a_job_that_is_long_at_one_thing_is_not_taken_up_a_second_time_while_its_process_lives():
    in_hand, taken = InHand(), []

    def encode(work):
        """Silent for three leases; its process looks after it all the same."""
        for lease in range(1, 4):
            in_hand.keep(NOW + lease * jobs.LEASE)
            taken.append(jobs.claim("w2", kinds, NOW + (lease + 1) * jobs.LEASE))

    kinds = {"encode": JobKind(run=encode)}
    jobs.add_job("encode", tenant=TENANT, now=NOW)
    worker.do(claimed(kinds), kinds, None, in_hand)
    assert taken == [None, None, None]
    in_hand.keep(NOW + 9 * MINUTE)
    assert Job.objects.get().state == "done"


def test_a_job_that_gives_no_sign_for_long_is_left_to_another():
    in_hand, taken = InHand(), []

    def hang(work):
        work.heard -= HANGS_MS + 1
        in_hand.keep(NOW + jobs.LEASE)
        taken.append(jobs.claim("w2", kinds, NOW + 2 * jobs.LEASE))

    kinds = {"hang": JobKind(run=hang)}
    jobs.add_job("hang", tenant=TENANT, now=NOW)
    worker.do(claimed(kinds), kinds, None, in_hand)
    assert taken != [None]
    assert Job.objects.get().state == "running", "and the one that hung cannot end it any more"


def test_progress_is_written_each_few_seconds_and_at_the_end(django_assert_num_queries):
    kinds = {"count": JobKind(run=lambda work: None)}
    jobs.add_job("count", tenant=TENANT, now=NOW)
    work = Work(claimed(kinds))
    with django_assert_num_queries(4):
        for done in range(1, 101):
            work.progress(done, 100)
    assert Job.objects.get().done == 100


def test_what_is_given_up_does_not_stand_before_what_is_due():
    kinds = {"count": JobKind(run=lambda work: None)}
    for number in range(25):
        job = jobs.add_job("count", tenant=TENANT, now=NOW - MINUTE)
        Job.objects.filter(id=job.id).update(
            state="running", worker=f"lost-{number}", attempts=8, lease_until=NOW - MINUTE
        )
    young = jobs.add_job("count", tenant=TENANT, now=NOW)
    assert claimed(kinds).id == young.id
    assert Job.objects.filter(state="failed").count() == 25


def test_within_a_lane_the_urgent_kind_goes_before_older_ones():
    kinds = {"verify": JobKind(run=lambda work: None), "store": JobKind(run=lambda work: None, priority=1)}
    jobs.add_job("verify", tenant=TENANT, now=NOW - MINUTE)
    jobs.add_job("store", tenant=TENANT, now=NOW)
    assert [claimed(kinds, name=name).kind for name in ("w1", "w2")] == ["store", "verify"]


def test_tidying_goes_on_until_nothing_is_left_in_small_transactions(monkeypatch):
    monkeypatch.setattr(tidying, "AT_ONCE", 10)
    old = NOW - dt.timedelta(days=31)
    Job.objects.bulk_create(
        Job(tenant_id=TENANT, kind="count", state=state, due_at=old, created_at=old, ended_at=old)
        for state in ("done", "failed", "cancelled")
        for _ in range(25)
    )
    steps = []
    assert jobs.tidy(NOW, steps.append) == 75
    assert max(after - before for before, after in itertools.pairwise([0, *steps])) == 10


def test_what_people_asked_for_stays_for_three_months_and_goes_then():
    ages = {30: "kept", 89: "kept", 91: "over"}
    for state in ("done", "failed", "cancelled", "waiting"):
        for age in ages:
            moment = NOW - dt.timedelta(days=age)
            Job.objects.create(
                tenant_id=TENANT,
                person_id=uuid4(),
                kind=f"{state}-{ages[age]}",
                state=state,
                due_at=moment,
                created_at=moment,
                ended_at=moment,
            )
    assert jobs.tidy(NOW) == 3
    gone = {"done-over", "failed-over", "cancelled-over"}
    assert gone.isdisjoint(Job.objects.values_list("kind", flat=True))
    assert Job.objects.filter(kind="waiting-over").exists(), "what waits is not over, however long"


def test_a_failing_job_is_tried_again_with_growing_pauses_and_then_given_up():
    def fail(work):
        raise ValueError("no")

    kinds = {"fail": JobKind(run=fail)}
    job = jobs.add_job("fail", tenant=TENANT, now=NOW)
    Job.objects.update(max_attempts=3)
    pauses = []
    now = NOW
    for _ in range(3):
        taken = claimed(kinds, now)
        jobs.fail(taken, "ValueError('no')", now)
        job.refresh_from_db()
        pauses.append((job.due_at - now).total_seconds())
        now = max(now, job.due_at)

    assert pauses[:2] == [2, 4]
    assert (job.state, job.error) == ("failed", "ValueError('no')")
    assert jobs.claim("w1", kinds, now + 100 * MINUTE) is None


def test_an_exception_in_a_job_becomes_its_error():
    def fail(work):
        raise ValueError("no")

    kinds = {"fail": JobKind(run=fail)}
    jobs.add_job("fail", tenant=TENANT, now=NOW)
    worker.do(claimed(kinds), kinds)

    assert "ValueError" in Job.objects.get().error


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_at_its_next_step():
    ran = []

    def two_steps(work):
        jobs.cancel(Job.objects.get(id=work.job.id), NOW)
        ran.append(1)
        work.progress(1)
        ran.append(2)

    kinds = {"steps": JobKind(run=two_steps)}
    waiting = jobs.add_job("steps", tenant=TENANT, now=NOW)
    jobs.cancel(waiting, NOW)
    running = jobs.add_job("steps", tenant=TENANT, now=NOW)
    worker.do(claimed(kinds), kinds)
    running.refresh_from_db()

    assert (waiting.state, running.state, ran) == ("cancelled", "cancelled", [1])


def test_a_job_that_is_not_possible_yet_waits_without_losing_an_attempt():
    def not_yet(work):
        raise JobPostponed(30)

    kinds = {"later": JobKind(run=not_yet)}
    jobs.add_job("later", tenant=TENANT, now=NOW)
    worker.do(claimed(kinds), kinds)

    job = Job.objects.get()
    assert (job.state, job.attempts) == ("waiting", 0)


def test_a_worker_that_claims_again_takes_up_what_it_left_without_an_end():
    kinds = {"count": JobKind(run=lambda work: None)}
    jobs.add_job("count", tenant=TENANT, now=NOW)
    left = claimed(kinds, name="w1")

    again = claimed(kinds, NOW + dt.timedelta(seconds=1), name="w1")

    assert (again.id, again.attempts) == (left.id, 2)


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_on_a_database_that_answers_is_tried_again_and_given_up_like_any_other():
    def lock_up(work):
        raise OperationalError("too many SQL variables")

    kinds = {"lock": JobKind(run=lock_up)}
    jobs.add_job("lock", tenant=TENANT, now=NOW)
    job = claimed(kinds)
    jobs.fail(job, "", NOW)
    Job.objects.update(due_at=NOW, max_attempts=2)
    ending = worker._run(Work(claimed(kinds)), kinds)
    ending(False)

    assert Job.objects.get().state == "failed"


def test_a_job_with_a_key_is_put_on_the_list_once():
    first = jobs.add_job("store", tenant=TENANT, now=NOW, key="recording-1")
    second = jobs.add_job("store", tenant=TENANT, now=NOW, key="recording-1")

    assert first.id == second.id


def test_the_house_gives_itself_a_periodic_job_once_per_turn():
    kinds = {"tidy": JobKind(run=lambda work: None, every=dt.timedelta(hours=1))}
    for minutes in (0, 1, 59, 60, 61):
        jobs.add_periodic(kinds, NOW + minutes * MINUTE)

    assert Job.objects.count() == 2


def test_what_the_house_did_by_itself_is_forgotten_after_a_week_and_failures_are_not():
    for state, person in (("done", None), ("failed", None), ("done", uuid4())):
        Job.objects.create(
            tenant_id=TENANT,
            kind="count",
            state=state,
            person_id=person,
            due_at=NOW,
            created_at=NOW,
            ended_at=NOW,
        )
    assert jobs.tidy(NOW + 7 * 24 * 60 * MINUTE) == 0
    assert jobs.tidy(NOW + 8 * 24 * 60 * MINUTE) == 1
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "failed"]


def test_what_is_for_the_night_waits_for_it_and_goes_on_in_the_next(monkeypatch):
    night = OpeningHours(timezone="UTC", weekly=((Span(start=60, end=300),),) * 7)
    clock = [NOW]
    monkeypatch.setattr(jobs, "utc_now", lambda: clock[0])
    monkeypatch.setattr(worker, "utc_now", lambda: clock[0])
    done = []

    def much(work):
        for piece in range(3):
            clock[0] += 2 * 60 * MINUTE
            work.progress(piece)
            done.append(piece)

    kinds = {"much": JobKind(run=much, hours=night)}
    job = jobs.add_job("much", tenant=TENANT, now=NOW)
    worker.do(claimed(kinds), kinds)
    job.refresh_from_db()
    assert (job.state, job.attempts, done) == ("waiting", 0, [])
    assert job.due_at == NOW.replace(day=4, hour=1)

    clock[0] = job.due_at
    worker.do(claimed(kinds, job.due_at), kinds)
    job.refresh_from_db()
    assert (job.state, done) == ("waiting", [0]), "the night was over at its second piece"
    assert job.due_at == NOW.replace(day=5, hour=1)
