"""What is wrong with a flow is said at the node where it is mended."""

import pytest
from msgspec.structs import replace

from zuoxi.engine.ivr import flow as f
from zuoxi.engine.ivr.checking import check
from zuoxi.engine.ivr.faults import FAULTS
from zuoxi.engine.ivr.sources import Field, Ground, Outside, Source

HELLO = (f.PromptPart(prompt="hello"),)
ORDERS = Source(
    name="order",
    zh="订单",
    en="Order",
    inputs=(
        Field(name="number", zh="订单号", en="Number"),
        Field(name="pin", zh="密码", en="PIN", optional=True),
    ),
    outputs=(Field(name="state", zh="状态", en="State"),),
)
GROUND = Ground(
    prompts=frozenset({"hello"}),
    queues=frozenset({"sales"}),
    sources={"order": ORDERS},
    outside=Outside(home="010", own=frozenset({"01088886666"})),
)
BYE = f.HangUpNode(id="bye")
WEEK = (((540, 1080),),) * 5 + ((), ())


def flow(*nodes):
    return f.Flow(start=nodes[0].id, nodes=nodes)


def found(*nodes):
    """(code, node, setting) of every fault."""
    faults = check(flow(*nodes), GROUND)
    return [(fault.code, fault.node, fault.setting) for fault in faults]


def menu(**settings):
    exits = {"1": "bye", "invalid": "bye", "no_input": "bye"}
    return f.Menu(**({"id": "menu", "say": HELLO, "keys": ("1",), "exits": exits} | settings))


def collect(**settings):
    exits = {"next": "bye", "invalid": "bye", "no_input": "bye"}
    return f.Collect(**({"id": "in", "say": HELLO, "variable": "order", "exits": exits} | settings))


def look_up(**settings):
    exits = {"found": "bye", "not_found": "bye", "failed": "bye"}
    given = {"id": "ask", "source": "order", "inputs": {"number": "order"}, "exits": exits}
    return f.LookUp(**(given | settings))


def outside(number):
    return f.ToExternal(id="out", number=number, exits=dict.fromkeys(("busy", "no_answer", "failed"), "bye"))


def condition(question):
    return f.Condition(id="if", question=question, exits={"yes": "bye", "no": "bye"})


def test_a_whole_flow_has_no_faults():
    assert found(menu(), BYE) == []


def test_an_empty_draft_says_that_it_begins_nowhere():
    assert [fault.code for fault in check(f.Flow(), GROUND)] == ["no_start"]


@pytest.mark.parametrize(
    ("exits", "code", "exit"),
    [
        ({"1": "bye", "invalid": "bye"}, "dead_end", "no_input"),
        ({"1": "", "invalid": "bye", "no_input": "bye"}, "dead_end", "1"),
        ({"1": "gone", "invalid": "bye", "no_input": "bye"}, "exit_to_nowhere", "1"),
        ({"1": "bye", "2": "bye", "invalid": "bye", "no_input": "bye"}, "no_such_exit", "2"),
    ],
)
def test_an_exit_that_leads_nowhere_is_named(exits, code, exit):
    (fault,) = check(flow(menu(exits=exits), BYE), GROUND)

    assert (fault.code, fault.node, fault.data["exit"]) == (code, "menu", exit)


def test_the_exit_is_told_in_words():
    (fault,) = check(flow(menu(exits={"1": "bye", "invalid": "bye"}), BYE), GROUND)

    assert fault.sentence() == (
        "出口“无输入”没有连到任何节点。",
        "The exit “no input” leads nowhere: connect it.",
    )


def test_what_nobody_comes_to_is_unreachable():
    lost = f.Play(id="lost", say=HELLO, exits={"next": "bye"})

    assert found(menu(), BYE, lost) == [("unreachable", "lost", "")]


def test_two_nodes_of_one_id_are_told():
    assert ("same_id", "bye", "") in found(menu(), BYE, BYE)


def test_who_presses_nothing_must_not_go_round_for_ever():
    again = f.Play(id="again", say=HELLO, exits={"next": "menu"})
    asked = menu(exits={"1": "bye", "invalid": "bye", "no_input": "again"})

    assert found(asked, again, BYE) == [("endless_loop", "menu", ""), ("endless_loop", "again", "")]


def test_who_presses_a_key_may_come_back_to_the_menu():
    assert found(menu(keys=("1", "9"), exits={**menu().exits, "9": "menu"}), BYE) == []


@pytest.mark.parametrize(
    ("node", "code", "setting"),
    [
        (menu(say=()), "nothing_said", "say"),
        (menu(say=(f.PromptPart(),)), "no_prompt", "say"),
        (menu(invalid_say=(f.PromptPart(prompt="sing"),)), "no_such_prompt", "invalid_say"),
        (menu(say=(f.ValuePart(variable="order"),)), "never_set", "say"),
        (menu(keys=("1", "1")), "same_key", "keys"),
        (collect(variable="Order!"), "bad_variable", "variable"),
        (collect(variable="caller"), "bad_variable", "variable"),
        (collect(min_digits=9, max_digits=3), "min_above_max", "min_digits"),
        (look_up(source=""), "no_source", "source"),
        (look_up(source="weather"), "no_such_source", "source"),
        (look_up(inputs={"number": "order"}), "never_set", "inputs"),
        (look_up(inputs={"number": "caller", "colour": "caller"}), "no_such_field", "inputs"),
        (look_up(inputs={"pin": "caller"}), "no_input", "inputs"),
        (look_up(inputs={"number": "caller"}, outputs={"state": "dialled"}), "bad_variable", "outputs"),
        (condition(f.TimeQuestion()), "no_hours", "question"),
        (condition(f.TimeQuestion(weekly=(((600, 500),), *WEEK[1:]))), "bad_hours", "question"),
        (condition(f.CallerQuestion(what="starts_with")), "no_prefixes", "question"),
        (condition(f.DataQuestion(variable="order", value="1")), "never_set", "question"),
        (condition(f.DataQuestion(variable="caller")), "no_value", "question"),
        (
            condition(f.DataQuestion(variable="caller", is_="at_least", value="many")),
            "not_a_number",
            "question",
        ),
        (outside(""), "no_number", "number"),
        (outside("12"), "bad_number", "number"),
        (outside("110"), "emergency_number", "number"),
        (outside("+1 415 555 0100"), "barred_number", "number"),
        (outside("010-8888 6666"), "own_number", "number"),
        (outside("88886666"), "own_number", "number"),
        (
            f.Rating(
                id="r", say=HELLO, scores={}, exits={"rated": "bye", "invalid": "bye", "no_input": "bye"}
            ),
            "no_scores",
            "scores",
        ),
    ],
)
def test_a_setting_that_is_not_whole_is_named(node, code, setting):
    assert found(node, BYE) == [(code, node.id, setting)]


def test_without_a_line_that_leads_out_nobody_is_put_through():
    ground = replace(GROUND, outside=Outside(line=False))
    assert [fault.code for fault in check(flow(outside("13800138000"), BYE), ground)] == ["no_line"]


def test_a_class_of_numbers_that_the_company_has_opened_to_the_system_is_no_fault():
    ground = replace(GROUND, outside=Outside(kinds=frozenset({"service"})))
    assert check(flow(outside("10086"), BYE), ground) == ()


def test_a_menu_needs_a_key():
    assert found(menu(keys=(), exits={"invalid": "bye", "no_input": "bye"}), BYE) == [
        ("no_keys", "menu", "keys")
    ]


def test_a_queue_that_is_gone_is_told():
    assert found(menu(exits={**menu().exits, "1": "q"}), f.ToQueue(id="q", queue_id="old"), BYE) == [
        ("no_such_queue", "q", "queue_id")
    ]


class TestSecrets:
    """A password goes into a look-up and nowhere else."""

    def test_it_may_be_looked_up(self):
        asked = look_up(inputs={"number": "caller", "pin": "pin"})

        assert (
            found(collect(variable="pin", secret=True, exits={**collect().exits, "next": "ask"}), asked, BYE)
            == []
        )

    @pytest.mark.parametrize(
        ("node", "code"),
        [
            (f.Play(id="say", say=(f.ValuePart(variable="pin"),), exits={"next": "bye"}), "secret_spoken"),
            (condition(f.DataQuestion(variable="pin", value="1234")), "secret_compared"),
            (f.SetValue(id="set", variable="pin", value="1", exits={"next": "bye"}), "secret_twice"),
        ],
    )
    def test_it_comes_out_nowhere_else(self, node, code):
        entered = collect(variable="pin", secret=True, exits={**collect().exits, "next": node.id})

        assert code in {fault for fault, _, _ in found(entered, node, BYE)}


def test_a_flow_is_the_same_after_its_json():
    asked = condition(f.DataQuestion(variable="caller", is_="one_of", value="1,2"))
    one = flow(menu(exits={**menu().exits, "1": "if"}), asked, BYE)

    assert f.read_flow(f.plain_flow(one)) == one


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_is_told_in_both_languages(code):
    zh, en = FAULTS[code]

    assert zh.endswith("。") and en.endswith(".")
