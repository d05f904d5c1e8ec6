"""A caller is led through a flow: whatever he presses, it goes on and it ends."""

from hypothesis import given
from hypothesis import strategies as st

from zuoxi.engine.ivr import flow as f
from zuoxi.engine.ivr import record as r
from zuoxi.engine.ivr.trying import try_out
from zuoxi.engine.ivr.walk import Walk
from zuoxi.kernel.calendars import OpeningHours, Span

NOON_ON_THURSDAY = 1_795_665_600_000  # 2026-11-26 12:00 in Shanghai
HERE = r.Here(wall=NOON_ON_THURSDAY, calendar=OpeningHours())
HELLO = (f.PromptPart(prompt="hello"),)
BYE = f.HangUpNode(id="bye", say=(f.PromptPart(prompt="goodbye"),))
WEEKDAYS = (((540, 1080),),) * 5 + ((), ())


def flow(*nodes):
    return f.Flow(start=nodes[0].id, nodes=nodes)


def caller(**known):
    return r.Ivr(flow="f", version=1, entered_at=0, variables={"caller": "13800138000"}, **known)


def tried(one, keys="", look=lambda source, given: None, **known):
    return try_out(one, caller(**known), HERE, keys, look)


def path(one, keys="", **more):
    return [(did.node, did.exit) for did in tried(one, keys, **more).did if isinstance(did, r.Passed)]


def heard(one, keys="", **more):
    return [did.prompts for did in tried(one, keys, **more).did if isinstance(did, r.Says | r.Leaves)]


def menu(**settings):
    given = {
        "id": "menu",
        "say": HELLO,
        "keys": ("1", "2"),
        "exits": {"1": "q", "invalid": "bye", "no_input": "bye"},
    }
    return f.Menu(**(given | settings))


def collect(**settings):
    given = {
        "id": "in",
        "say": HELLO,
        "variable": "order",
        "exits": {"next": "tell", "invalid": "bye", "no_input": "bye"},
    }
    return f.Collect(**(given | settings))


TELL = f.Play(id="tell", say=(f.ValuePart(variable="order"),), exits={"next": "bye"})
QUEUE = f.ToQueue(id="q", queue_id="sales")


class TestMenus:
    def test_a_key_leads_to_its_node(self):
        end = tried(flow(menu(), QUEUE, BYE), "1")

        assert end.did[-1] == r.Leaves(node="q", to="queue", target="sales") and not end.waits

    def test_without_a_key_it_waits(self):
        assert tried(flow(menu(), QUEUE, BYE)).waits

    def test_a_wrong_key_asks_again_with_its_words_until_it_was_too_often(self):
        wrong = (f.PromptPart(prompt="wrong"),)

        assert heard(flow(menu(invalid_say=wrong), QUEUE, BYE), "999") == [
            ("hello",),
            ("wrong", "hello"),
            ("wrong", "hello"),
            ("goodbye",),
        ]

    def test_silence_is_counted_by_itself(self):
        assert path(flow(menu(), QUEUE, BYE), "9--") == [("menu", "no_input")]

    def test_an_announcement_that_is_heard_whole_takes_no_key_before_its_end(self):
        walk = Walk(flow(menu(interruptible=False), QUEUE, BYE), caller(), {}, HERE, 0)
        walk.begin()
        walk.key("1")
        assert walk.ivr.state == "saying"
        walk.said()
        walk.key("1")
        assert walk.ivr.state == "over"

    def test_a_key_breaks_an_announcement_off_and_counts(self):
        walk = Walk(flow(menu(), QUEUE, BYE), caller(), {}, HERE, 0)
        walk.begin()
        walk.key("1")

        assert [type(did) for did in walk.did] == [r.Says, r.Hushes, r.Passed, r.Leaves]


class TestDigits:
    def test_the_end_key_ends_them_and_they_can_be_read_out(self):
        assert ("say-4", "say-7") in heard(flow(collect(), TELL, BYE), "47#")

    def test_as_many_as_there_can_be_go_on_by_themselves(self):
        assert path(flow(collect(max_digits=2), TELL, BYE), "47") == [("in", "next"), ("tell", "next")]

    def test_a_pause_ends_them(self):
        assert path(flow(collect(), TELL, BYE), "4-")[0] == ("in", "next")

    def test_too_few_are_a_wrong_answer(self):
        assert path(flow(collect(min_digits=4, max_invalid=1), TELL, BYE), "47#") == [("in", "invalid")]

    def test_a_key_that_sticks_keeps_nobody_there_for_ever(self):
        walk = Walk(flow(collect(max_invalid=2), TELL, BYE), caller(), {}, HERE, 0)
        walk.begin()
        walk.said()
        walk.key("*")
        assert walk.ivr.invalid == 1
        walk.key("*")
        assert [did.exit for did in walk.did if isinstance(did, r.Passed)][:1] == ["invalid"]

    def test_secret_ones_stand_in_no_record(self):
        asked = f.LookUp(
            id="tell",
            source="order",
            inputs={"number": "caller", "pin": "pin"},
            exits={"found": "bye", "not_found": "bye", "failed": "bye"},
        )
        one = flow(collect(variable="pin", secret=True), asked, BYE)
        given = []
        end = tried(one, "90210#", look=lambda source, inputs: given.append(inputs))

        assert given == [{"number": "13800138000", "pin": "90210"}]
        assert "90210" not in repr(end)


class TestLookUps:
    ASK = f.LookUp(
        id="ask",
        source="order",
        inputs={"number": "caller"},
        outputs={"state": "state"},
        exits={"found": "say", "not_found": "bye", "failed": "bye"},
    )
    SAY = f.Play(id="say", say=(f.ValuePart(variable="state", spoken_as="prompt"),), exits={"next": "bye"})

    def one(self):
        return flow(self.ASK, self.SAY, BYE)

    def test_what_was_found_can_be_said(self):
        assert heard(self.one(), look=lambda source, given: {"state": "order-sent"})[0] == ("order-sent",)

    def test_what_is_not_there_has_an_exit(self):
        assert path(self.one()) == [("ask", "not_found")]

    def test_what_breaks_has_an_exit(self):
        assert path(self.one(), look=lambda source, given: 1 / 0) == [("ask", "failed")]

    def test_what_takes_too_long_has_an_exit_and_its_answer_comes_too_late(self):
        walk = Walk(self.one(), caller(), {}, HERE, 0)
        walk.begin()
        walk.time_is_up()
        walk.told(1, {"state": "order-sent"})

        assert walk.ivr.state == "over" and "state" not in walk.ivr.variables


class TestQuestions:
    def answer(self, question, **more):
        one = flow(f.Condition(id="if", question=question, exits={"yes": "bye", "no": "bye"}), BYE)
        return path(one, **more)[0][1]

    def test_hours_hold_in_the_companys_time(self):
        assert self.answer(f.TimeQuestion(weekly=WEEKDAYS)) == "yes"
        assert self.answer(f.TimeQuestion(weekly=(((0, 60),),) * 7)) == "no"

    def test_a_holiday_holds_where_the_question_wants_it(self):
        closed = r.Here(wall=NOON_ON_THURSDAY, calendar=OpeningHours(days=(("2026-11-26", ()),)))
        open_ = r.Here(
            wall=NOON_ON_THURSDAY, calendar=OpeningHours(days=(("2026-11-26", (Span(start=0, end=1440),)),))
        )
        for here, holidays, answer in [(closed, True, "no"), (closed, False, "yes"), (open_, True, "yes")]:
            question = f.TimeQuestion(weekly=WEEKDAYS, holidays=holidays)
            one = flow(f.Condition(id="if", question=question, exits={"yes": "bye", "no": "bye"}), BYE)
            assert try_out(one, caller(), here, "", lambda *_: None).did[0].exit == answer

    def test_who_calls(self):
        assert self.answer(f.CallerQuestion(what="vip"), vip=True) == "yes"
        assert self.answer(f.CallerQuestion(what="returning"), agent="wang") == "yes"
        assert self.answer(f.CallerQuestion(what="withheld")) == "no"
        assert self.answer(f.CallerQuestion(what="starts_with", prefixes=("010", "138"))) == "yes"

    def test_what_a_variable_holds(self):
        for is_, value, answer in [
            ("equal", "13800138000", "yes"),
            ("one_of", "1, 13800138000", "yes"),
            ("starts_with", "139", "no"),
            ("at_least", "13800138000", "yes"),
            ("at_most", "5", "no"),
            ("at_most", "many", "no"),
            ("set", "", "yes"),
        ]:
            assert self.answer(f.DataQuestion(variable="caller", is_=is_, value=value)) == answer


def test_a_flow_that_goes_round_by_itself_is_given_up():
    ring = flow(
        f.SetValue(id="a", variable="x", exits={"next": "b"}), f.SetValue(id="b", exits={"next": "a"})
    )

    assert tried(ring).did[-1].why == "too_many_steps"


IDS = st.sampled_from(["a", "b", "c", "d", ""])
PARTS = st.lists(
    st.one_of(st.just(f.PromptPart(prompt="hello")), st.just(f.ValuePart(variable="v", spoken_as="number"))),
    max_size=2,
).map(tuple)
QUESTIONS = st.sampled_from(
    [
        f.TimeQuestion(),
        f.TimeQuestion(weekly=WEEKDAYS),
        f.CallerQuestion(),
        f.DataQuestion(variable="v", value="1"),
    ]
)


def exits(*names):
    return st.fixed_dictionaries(dict.fromkeys(names, IDS))


def node(id):
    own = {"id": st.just(id)}
    asks = {"say": PARTS, "interruptible": st.booleans(), "invalid_say": PARTS, "no_input_say": PARTS}
    answers = ("invalid", "no_input")
    return st.one_of(
        st.builds(f.Play, **own, say=PARTS, interruptible=st.booleans(), exits=exits("next")),
        st.builds(f.Menu, **own, **asks, keys=st.just(("1", "2")), exits=exits("1", "2", *answers)),
        st.builds(
            f.Collect,
            **own,
            **asks,
            variable=st.just("v"),
            secret=st.booleans(),
            min_digits=st.integers(1, 3),
            max_digits=st.integers(1, 3),
            exits=exits("next", *answers),
        ),
        st.builds(f.Condition, **own, question=QUESTIONS, exits=exits("yes", "no")),
        st.builds(
            f.LookUp,
            **own,
            source=st.just("order"),
            inputs=st.just({"pin": "v"}),
            outputs=st.just({"state": "v"}),
            exits=exits("found", "not_found", "failed"),
        ),
        st.builds(f.SetValue, **own, variable=st.just("v"), value=st.just("1"), exits=exits("next")),
        st.builds(f.Rating, **own, **asks, exits=exits("rated", *answers)),
        st.builds(f.ToQueue, **own),
        st.builds(f.ToVoicemail, **own),
        st.builds(f.ToExternal, **own, exits=exits("busy", "no_answer", "failed")),
        st.builds(f.HangUpNode, **own, say=PARTS),
    )


FLOWS = st.builds(f.Flow, start=st.just("a"), nodes=st.tuples(*(node(id) for id in "abcd")))
HAPPENS = st.lists(
    st.sampled_from([*"0123456789*#", "said", "late", "told", "none", "broke", "busy", "up"]), max_size=40
)


class TestOutside:
    OUT = f.ToExternal(id="out", number="95", exits={"busy": "q", "no_answer": "bye", "failed": "bye"})

    def test_the_try_out_calls_nobody_and_asks_what_becomes_of_it(self):
        waiting = tried(flow(self.OUT, QUEUE, BYE))

        assert waiting.waits and isinstance(waiting.did[-1], r.Calls)

    def test_it_goes_on_by_what_is_said_of_it(self):
        assert [path(flow(self.OUT, QUEUE, BYE), key) for key in "bnf-5"] == [
            [("out", "busy")],
            [("out", "no_answer")],
            [("out", "failed")],
            [("out", "no_answer")],
            [("out", "no_answer")],
        ]

    def test_who_is_answered_there_is_out_of_the_flow(self):
        end = tried(flow(self.OUT, QUEUE, BYE), "a")

        assert end.did[-1] == r.Leaves(node="out", to="external") and not end.waits

    def test_a_flow_that_has_gone_is_no_end_in_the_air(self):
        walk = Walk(f.Flow(), caller(node="out", state="calling"), {}, HERE, 0)
        walk.unreached("busy")

        assert walk.did == [r.Leaves(node="out", to="broken", why="no_such_node")]


@given(FLOWS, HAPPENS)
def test_any_flow_and_whatever_happens_ends(one, happens):
    """Whatever the caller and the data sources do in whatever order, and then silence: it is over."""
    walk = Walk(one, caller(), {}, HERE, 0)
    walk.begin()
    for what in happens:
        match what:
            case "said":
                walk.said()
            case "late":
                walk.time_is_up()
            case "told":
                walk.told(walk.ivr.asked, {"state": "3"})
            case "none":
                walk.told(walk.ivr.asked, None)
            case "broke":
                walk.told(walk.ivr.asked, None, failed=True)
            case "busy":
                walk.unreached("busy")
            case "up":
                walk.connected()
            case digit:
                walk.key(digit)
        assert walk.ivr.passed <= r.BUDGET + 1
    for _ in range(20 * r.BUDGET):
        if walk.ivr.state == "over":
            break
        walk.said()
        walk.time_is_up()
    assert walk.ivr.state == "over"
    assert isinstance(walk.did[-1], r.Leaves)


@given(FLOWS, HAPPENS)
def test_no_secret_digit_stands_in_a_record(one, happens):
    secret = {n.variable for n in one.nodes if isinstance(n, f.Collect) and n.secret}
    open_ = {n.variable for n in one.nodes if isinstance(n, f.Collect) and not n.secret}
    walk = Walk(one, caller(), {}, HERE, 0)
    walk.begin()
    for what in happens:
        walk.said()
        if what.isdigit():
            walk.key(what)
        if secret and not open_:
            assert not walk.ivr.digits
