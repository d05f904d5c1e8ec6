"""What `zuoxi bench faults` makes of the traces of callers and phones: no kinder than they are."""

from dataclasses import replace
from typing import Any

from zuoxi.assembly.bench.faults_judge import Figures, Struck, callers, judge
from zuoxi.assembly.bench.faults_traces import Connection, connections
from zuoxi.calls.selectors.sums import Account

NUMBER = "13800010001"
FAULT = Struck(at=10_000, over=12_000)
CALLER = Connection(NUMBER, asked=5_000, reached=5_000, answered=5_010, ended=20_000, by="here")
PHONE = Connection(NUMBER, asked=5_050, reached=5_060, answered=6_000, ended=20_020, by="house")
TRACE = """----------------------------------------------- 2026-11-26 04:50:26.834613
UDP message sent (446 bytes):

INVITE sip:400@127.9.9.3:5060 SIP/2.0
From: <sip:13800010001@127.9.9.2:5060>;tag=1
Call-ID: 1-22911@127.9.9.2
CSeq: 1 INVITE

----------------------------------------------- 2026-11-26 04:50:26.900000
UDP message received [275] bytes :

SIP/2.0 180 Ringing
From: <sip:13800010001@127.9.9.2:5060>;tag=1
Call-ID: 1-22911@127.9.9.2
CSeq: 1 INVITE

-----------------------------------------------
Unexpected UDP message received:

BYE sip:nobody SIP/2.0

----------------------------------------------- 2026-11-26 04:50:28.000000
UDP message received [275] bytes :

SIP/2.0 200 OK
From: <sip:13800010001@127.9.9.2:5060>;tag=1
Call-ID: 1-22911@127.9.9.2
CSeq: 1 INVITE

----------------------------------------------- 2026-11-26 04:50:30.500000
UDP message received [275] bytes :

BYE sip:13800010001@127.9.9.2:5060 SIP/2.0
From: <sip:400@127.9.9.3>;tag=2
Call-ID: 1-22911@127.9.9.2
CSeq: 7 BYE
"""


RECORD = Account(
    call="c",
    number=NUMBER,
    started=5_000,
    ended=20_000,
    outcome="answered",
    ended_by="customer",
    talks=((6_000, 20_000),),
    recordings=("r",),
    owed=False,
)


def record(**changes: Any) -> Account:
    return replace(RECORD, **changes)


def counts(caller=CALLER, phones=(PHONE,), account=None, fault=FAULT) -> dict[str, int]:
    figures = Figures()
    people = callers([caller], list(phones), {NUMBER: [account]} if account else {}, fault)
    judge(people, figures)
    return {key: count for key, count in figures.counts.items() if count}


def test_a_trace_is_one_line_per_connection():
    (caller,) = connections(TRACE)
    began = caller.asked
    assert (caller.number, caller.by) == (NUMBER, "house")
    assert (caller.reached, caller.answered, caller.ended) == (began + 65, began + 1_165, began + 3_665)


def test_a_trace_of_nothing_is_nothing():
    assert connections("") == []


def test_who_talks_through_the_fault_and_is_recorded_is_no_news():
    assert counts(account=record()) == {"callers": 1, "conversations": 1, "standing": 1}


def test_whom_the_house_cuts_is_cut_and_owed():
    caller = Connection(NUMBER, asked=5_000, reached=5_000, answered=5_010, ended=10_100, by="house")
    found = counts(caller, account=record(ended=10_100, talks=((6_000, 10_100),)))
    assert (found["cut"], found["owed_nothing"]) == (1, 1)
    assert "owed_nothing" not in counts(caller, account=record(ended=10_100, owed=True))


def test_who_is_sent_away_without_a_sound_is_turned_away_silently():
    caller = Connection(NUMBER, asked=9_000, reached=9_000, ended=10_500, by="house")
    found = counts(caller, ())
    assert found["turned_away"] == found["turned_away_silently"] == found["without_record"] == 1


def test_a_phone_that_is_ended_again_while_the_caller_waits_was_taken_up_in_vain():
    phone = Connection(NUMBER, asked=9_000, reached=9_001, answered=10_500, ended=11_200, by="house")
    assert counts(phones=(phone, PHONE), account=record())["phones_in_vain"] == 1


def test_a_phone_taken_up_after_the_caller_had_gone_is_counted_apart():
    phone = Connection(NUMBER, asked=9_000, reached=9_001, answered=20_500, ended=21_000, by="house")
    found = counts(phones=(phone,), account=record(talks=(), owed=True))
    assert (found["phones_after_caller"], found.get("phones_in_vain")) == (1, None)


def test_a_record_more_than_a_second_off_is_late():
    assert "records_late_1s" not in counts(account=record(ended=20_900))
    assert counts(account=record(ended=21_100, talks=((6_000, 20_000),)))["records_late_1s"] == 1
    assert counts(account=record(started=6_500))["records_late_1s"] == 1
    assert counts(account=record(talks=((7_500, 20_000),)))["records_late_1s"] == 1
    assert counts(account=record(talks=()))["records_late_1s"] == 1


def test_who_is_put_together_when_the_floor_is_back_talks_from_then_on():
    phone = Connection(NUMBER, asked=9_000, reached=9_001, answered=10_200, ended=20_020, by="house")
    assert "records_late_1s" not in counts(phones=(phone,), account=record(talks=((12_000, 20_000),)))
    assert counts(phones=(phone,), account=record(talks=((14_000, 20_000),)))["records_late_1s"] == 1


def test_a_phone_whose_caller_leaves_before_the_floor_is_back_met_nobody():
    caller = Connection(NUMBER, asked=5_000, reached=5_000, answered=5_010, ended=11_000, by="here")
    phone = Connection(NUMBER, asked=9_000, reached=9_001, answered=10_200, ended=12_100, by="house")
    found = counts(caller, (phone,), record(ended=11_000, talks=(), owed=True))
    assert found == {"callers": 1, "phones_after_caller": 1}


def test_what_stood_when_the_switch_died_ended_then():
    assert CALLER.until(10_000).by == PHONE.until(10_000).by == "lost"
    assert CALLER.until(10_000).ended == 10_000
    assert CALLER.until(4_000) is CALLER
