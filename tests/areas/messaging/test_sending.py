"""A message leaves once at most, with leave of the gate at that moment, and its end is seen on the call."""

import datetime as dt
from uuid import UUID

import pytest

from tests.areas.calls import measured
from tests.areas.calls.stories import NINE
from tests.areas.messaging.conftest import AT_TEN, NUMBER, hear, jobs, to_send, to_tell
from tests.areas.messaging.peers import Peer
from tests.company import Door
from zuoxi.assembly.wiring import JOBS
from zuoxi.calls.events import RatingLinkOwed
from zuoxi.calls.models import Rating
from zuoxi.calls.services.facts import record
from zuoxi.calls.services.rebuild import rebuild
from zuoxi.compliance.services import lists
from zuoxi.engine import facts
from zuoxi.messaging import jobs as messaging_jobs
from zuoxi.messaging.folder import FolderMessages
from zuoxi.messaging.models import RatingLink, TextMessage
from zuoxi.messaging.rules import FOLLOWS, before
from zuoxi.messaging.services import sending, telling
from zuoxi.messaging.services.owing import SEND, owe
from zuoxi.organisation.actor import Actor
from zuoxi.outbox.jobs import JobPostponed, Work
from zuoxi.outbox.models import Job
from zuoxi.telephony.models import AccessNumber

MINUTE = dt.timedelta(minutes=1)


def send(port, now=AT_TEN):
    (message,) = to_send()
    return sending.send(UUID(message), port, now)


def state():
    return TextMessage.objects.get().state


def objects(house, kind):
    lists.object_to_calls(Actor(person=house.administrator, now=AT_TEN), NUMBER, kind)


def test_a_customer_is_sent_the_words_of_his_company_with_a_link_of_his_own(house, owed):
    owed()
    peer = Peer()
    assert send(peer) is None
    ((number, text),) = peer.at_the_phone
    assert number == NUMBER
    assert text.startswith("【和风公司】感谢您的来电！") and "https://call.example/r/" in text
    assert state() == "accepted" and not to_tell()
    token = text.partition("/r/")[2]
    assert len(token) == 22
    kept = [*TextMessage.objects.values(), *RatingLink.objects.values()]
    assert token not in str(kept) and "感谢" not in str(kept), "neither the link nor the text is kept"


def test_the_language_is_that_of_the_number_he_called(house, owed, hotline_in_english):
    owed()
    peer = Peer()
    send(peer)
    assert peer.at_the_phone[0][1].startswith("和风公司: thank you for your call.")


@pytest.fixture
def hotline_in_english(house, monkeypatch):
    monkeypatch.setattr("zuoxi.messaging.handlers.language_of", lambda tenant, number: "en")
    assert not AccessNumber.objects.exists()


def test_it_is_owed_once_of_a_conversation_however_often_that_is_told(house, owed):
    from zuoxi.messaging.handlers import owe_link

    call = owed()
    event = RatingLinkOwed(
        tenant=str(house.tenant.id),
        call=call.id,
        segment=call.segment,
        number=NUMBER,
        person=str(house.agent.id),
        path=house.north.path,
        queue=call.queue,
        house_number="",
        at=NINE,
    )
    for _ in range(3):
        owe_link(event)
    assert len(to_send()) == TextMessage.objects.count() == RatingLink.objects.count() == 1
    rebuild()
    hear()
    assert len(to_send()) == 1, "what is made again from the facts sends nothing"


def test_who_is_asked_by_keys_is_sent_nothing(house):
    call = house.teller.call(number=NUMBER)
    call.queued().offered(house.agent.id).answered().asked(way="keys").ended()
    record(house.teller.told)
    hear()
    assert not to_send()


@pytest.mark.parametrize(("kind", "sent"), [("survey", False), ("all", False), ("care", True)])
def test_who_does_not_want_to_be_asked_is_not(house, owed, kind, sent):
    objects(house, kind)
    owed()
    peer = Peer()
    assert send(peer) is None
    assert bool(peer.at_the_phone) is sent
    assert state() == ("accepted" if sent else "withheld")
    assert [one["unsent"] for one in to_tell()] == ([] if sent else ["do_not_call"])


def test_the_gate_is_asked_at_the_moment_of_sending(house, owed):
    owed()
    peer = Peer("busy")
    assert send(peer) == 30.0
    objects(house, "all")
    assert send(peer, AT_TEN + MINUTE) is None
    assert not peer.at_the_phone and state() == "withheld"


def test_nobody_is_disturbed_at_night(house, owed):
    owed()
    night = AT_TEN + dt.timedelta(hours=12, minutes=30)
    peer = Peer()
    assert send(peer, night) == pytest.approx(9.5 * 3600)
    assert not peer.at_the_phone and state() == "waiting"
    assert send(peer, night + dt.timedelta(hours=9.5)) is None
    assert len(peer.at_the_phone) == 1


@pytest.mark.parametrize("number", ["01088886666", "4008001234", "", "13"])
def test_no_message_goes_where_nobody_reads_one(house, owed, number):
    owed(number)
    peer = Peer()
    assert send(peer) is None
    assert not peer.at_the_phone
    assert [one["unsent"] for one in to_tell()] == ["number"]


def test_a_barred_number_is_sent_nothing(house, owed):
    lists.blacklist(Actor(person=house.administrator, now=AT_TEN), NUMBER, "abuse")
    owed()
    assert send(Peer()) is None
    assert [one["unsent"] for one in to_tell()] == ["blacklist"]


def test_a_provider_that_is_busy_is_asked_again_later_and_later(house, owed):
    owed()
    peer = Peer(*["busy"] * 5)
    pauses, now = [], AT_TEN
    while (pause := send(peer, now)) is not None:
        pauses.append(pause)
        now += dt.timedelta(seconds=pause)
    assert pauses == [30, 120, 600, 1800, 1800]
    assert len(peer.at_the_phone) == 1 and state() == "accepted"


def test_it_is_given_up_a_day_later(house, owed):
    owed()
    peer = Peer(*["busy"] * 1000)
    assert send(peer) == 30
    assert send(peer, AT_TEN + dt.timedelta(hours=25)) is None
    assert (state(), [one["unsent"] for one in to_tell()]) == ("too_late", ["too_late"])


@pytest.mark.parametrize("lost", ["lost", "raises"])
def test_what_may_have_left_is_never_sent_again(house, owed, lost):
    owed()
    peer = Peer(lost)
    assert send(peer) == sending.LOOK_AFTER_S
    for _ in range(3):
        assert send(peer, AT_TEN + MINUTE) is None
    assert len(peer.at_the_phone) == 1
    assert (state(), [one["unsent"] for one in to_tell()]) == ("unknown", ["unknown"])


def test_a_provider_that_keeps_our_ids_says_what_became_of_it(house, owed, tmp_path):
    """The process died after the message was written and before it heard so; then one died before."""
    owed()
    port = FolderMessages(tmp_path)
    send(port)
    TextMessage.objects.update(state="sending")
    assert send(port) is None and state() == "accepted"
    for file in tmp_path.iterdir():
        file.unlink()
    TextMessage.objects.update(state="sending")
    assert send(port) == 30.0 and state() == "waiting"
    assert send(port) is None and len(list(tmp_path.iterdir())) == 1


def test_two_who_send_one_message_at_once_send_one(house, owed):
    owed()
    inner = Peer()

    class Slow(Peer):
        """While it sends, a second worker takes the same message up."""

        def send(self, message):
            send(inner)
            return super().send(message)

    peer = Slow()
    send(peer)
    assert len(peer.at_the_phone) + len(inner.at_the_phone) == 1


def test_reports_of_delivery_are_written_down_and_a_bad_one_is_told(house, owed):
    owed()
    peer = Peer()
    send(peer)
    peer.reports_of("smsc-1", True)
    peer.reports_of("nobody's", True)
    assert sending.delivered(peer, AT_TEN) == 2
    assert state() == "delivered" and not peer.reports()
    TextMessage.objects.update(state="accepted")
    peer.reports_of("smsc-1", False, "switched off")
    sending.delivered(peer, AT_TEN)
    assert (state(), [one["unsent"] for one in to_tell()]) == ("undelivered", ["undelivered"])


def test_without_an_address_that_phones_can_open_nothing_is_sent(house, owed, settings):
    owed()
    settings.ZUOXI_PUBLIC_URL = ""
    assert send(Peer()) is None
    assert [one["unsent"] for one in to_tell()] == ["off"]


# -- records out of a backup hear of the day again ---------------------------------------------------------


def test_a_message_is_as_old_as_its_conversation_however_late_that_is_told(house):
    call = house.teller.call(number=NUMBER)
    call.queued().offered(house.agent.id).answered().ended(by="customer").asked(way="link")
    record(house.teller.told)
    hear()
    assert TextMessage.objects.get().created_at == Rating.objects.get().invited_at


def restored(house, call, at=NINE, heard=AT_TEN):
    """The records are as they were before the call, and are fed it again from the journals."""
    TextMessage.objects.all().delete()
    RatingLink.objects.all().delete()
    Job.objects.all().delete()
    event = RatingLinkOwed(
        tenant=str(house.tenant.id),
        call=call.id,
        segment=call.segment,
        number=NUMBER,
        person=str(house.agent.id),
        path=house.north.path,
        queue=call.queue,
        house_number="",
        at=at,
    )
    owe(event, "zh", heard)


def test_what_a_provider_has_had_is_not_sent_again_when_yesterday_is_told_again(house, owed, tmp_path):
    call = owed()
    port = FolderMessages(tmp_path)
    send(port)
    first = TextMessage.objects.get().pk
    restored(house, call)
    assert TextMessage.objects.get().pk == first, "the provider knows it by this id"
    assert send(port) is None
    assert (state(), len(list(tmp_path.iterdir())), to_tell()) == ("accepted", 1, [])


def test_two_days_later_it_is_known_too_and_what_was_never_sent_is_not_any_more(house, owed, tmp_path):
    call = owed()
    port = FolderMessages(tmp_path)
    send(port)
    later = AT_TEN + dt.timedelta(days=2)
    restored(house, call, heard=later)
    assert send(port, later) is None and state() == "accepted"
    for file in tmp_path.iterdir():
        file.unlink()
    restored(house, call, heard=later)
    assert send(port, later) is None
    assert (state(), list(tmp_path.iterdir())) == ("too_late", [])


def test_told_late_it_is_sent_where_the_provider_never_had_it(house, owed, tmp_path):
    restored(house, owed())
    assert send(FolderMessages(tmp_path)) is None
    assert (state(), len(list(tmp_path.iterdir()))) == ("accepted", 1)


def test_told_late_it_is_not_sent_where_nobody_can_say_whether_it_has_left(house, owed):
    call = owed()
    peer = Peer()
    send(peer)
    restored(house, call)
    assert send(peer) is None
    assert (len(peer.at_the_phone), state()) == (1, "unknown")


def test_who_has_answered_is_not_asked_again(house, owed, tmp_path):
    call = owed()
    start = len(house.teller.told)
    call.rates(5, way="link")
    record(house.teller.told[start:])
    restored(house, call)
    assert send(FolderMessages(tmp_path)) is None
    assert (state(), list(tmp_path.iterdir()), to_tell()) == ("delivered", [], [])


def test_states_only_go_forward():
    assert all(
        FOLLOWS[end] <= {"delivered", "undelivered"} for end in FOLLOWS if end not in ("waiting", "sending")
    )
    assert before("sending") == ("waiting",)
    assert set(before("delivered")) == {"waiting", "sending", "accepted", "unknown"}


# -- the floor, the call and the figures ------------------------------------------------------------------


def test_the_floor_is_told_until_it_has_heard(house, owed, floor, tmp_path):
    objects(house, "all")
    owed()
    send(Peer())
    (job,) = jobs(telling.TELL)
    floor.away = True
    with pytest.raises(JobPostponed):
        messaging_jobs.tell_floor(Work(job))
    floor.away = False
    messaging_jobs.tell_floor(Work(job))
    (told,) = floor.told
    assert (told.why, told.rated, told.person) == ("do_not_call", str(house.agent.id), "")


def test_a_floor_that_stays_away_is_told_less_and_less_often_and_keeps_nothing_of_the_house_waiting(
    house, owed, floor, monkeypatch
):
    objects(house, "all")
    owed()
    send(Peer())
    (job,) = jobs(telling.TELL)
    floor.away = True
    pauses, now = [], job.created_at
    for _ in range(9):
        monkeypatch.setattr(messaging_jobs, "utc_now", lambda now=now: now)
        with pytest.raises(JobPostponed) as waits:
            messaging_jobs.tell_floor(Work(job))
        pauses.append(waits.value.seconds)
        now += dt.timedelta(seconds=waits.value.seconds)
    assert pauses == [5, 5, 10, 20, 40, 80, 160, 300, 300]
    assert JOBS[telling.TELL].lane == JOBS[SEND].lane == "messages"


def test_the_job_comes_again_when_it_has_to_wait(house, owed, monkeypatch):
    owed()
    monkeypatch.setattr(messaging_jobs, "messages", lambda: Peer("busy"))
    monkeypatch.setattr(messaging_jobs, "utc_now", lambda: AT_TEN)
    (job,) = jobs(SEND)
    with pytest.raises(JobPostponed) as waits:
        messaging_jobs.send_message(Work(job))
    assert waits.value.seconds == 30


def unsent(house, call, why):
    start = len(house.teller.told)
    call.tell(
        facts.RatingUnsent(
            call=call.id,
            segment=call.segment,
            person=str(house.agent.id),
            path=house.north.path,
            queue=call.queue,
            why=why,
        )
    )
    record(house.teller.told[start:])


def asked_and_rated():
    sums = measured.kept()
    return [
        sum(value for key, value in sums.items() if key[5] == column) for column in ("rating_asked", "rated")
    ]


@pytest.mark.parametrize(("why", "asked"), [("refused", 0), ("do_not_call", 0), ("unknown", 1)])
def test_a_failed_message_is_seen_on_the_call_and_asks_nobody(house, owed, why, asked):
    call = owed()
    unsent(house, call, why)
    page = Door(house.administrator).get(f"/calls/{call.id}")
    assert (page["ratings"][0]["way"], page["ratings"][0]["unsent"]) == ("link", why)
    assert ("rating_unsent", why) in [(step["step"], step["reason"]) for step in page["way"]]
    assert asked_and_rated() == [asked, 0]
    assert len(Door(house.administrator).get("/calls?rating=asked")["items"]) == asked
    assert measured.kept() == measured.sums(house.teller.told)
    before_it = list(Rating.objects.values())
    rebuild()
    assert list(Rating.objects.values()) == before_it


def test_who_answers_a_message_that_was_reported_lost_had_it(house, owed):
    call = owed()
    unsent(house, call, "undelivered")
    unsent(house, call, "undelivered")
    start = len(house.teller.told)
    call.rates(5, way="link")
    record(house.teller.told[start:])
    unsent(house, call, "undelivered")
    assert asked_and_rated() == [1, 1]
    assert measured.kept() == measured.sums(house.teller.told)
