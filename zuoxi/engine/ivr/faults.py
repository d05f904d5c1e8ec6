"""What can be wrong with a flow: each code with its sentence in both languages (`{…}`: a fault's data)."""

from typing import Final

from msgspec import field

from zuoxi.kernel.record import Record

FAULTS: Final[dict[str, tuple[str, str]]] = {
    "no_start": ("请指定流程从哪个节点开始。", "Say with which node the flow begins."),
    "same_id": ("有两个节点的编号相同。", "Two nodes have the same id."),
    "dead_end": ("出口“{exit}”没有连到任何节点。", "The exit “{exit}” leads nowhere: connect it."),
    "exit_to_nowhere": (
        "出口“{exit}”连到的节点已不存在。",
        "The exit “{exit}” leads to a node that does not exist any more.",
    ),
    "no_such_exit": (
        "这个节点没有出口“{exit}”，请删除这条连线。",
        "This node has no exit “{exit}”: remove it.",
    ),
    "unreachable": ("没有任何路径到达这个节点。", "No path leads to this node."),
    "endless_loop": (
        "来电者什么都不按就会在这里一直循环，请让它有出口。",
        "A caller who presses nothing goes round here for ever: give the loop a way out.",
    ),
    "nothing_said": ("请选择要播放的提示音。", "Choose what is said here."),
    "no_prompt": ("有一段提示音还没有选择。", "One of the prompts is not chosen yet."),
    "no_such_prompt": ("提示音“{prompt}”不存在。", "There is no prompt “{prompt}”."),
    "no_such_queue": (
        "这个队列不存在或已停用，请重新选择。",
        "This queue is gone or out of use: choose another.",
    ),
    "no_keys": ("菜单至少要有一个按键。", "A menu needs at least one key."),
    "same_key": ("同一个按键出现了两次。", "A key is there twice."),
    "bad_variable": (
        "变量名须以小写字母开头，只含小写字母、数字和下划线，且不能是 caller 或 dialled。",
        "A variable's name is lower-case letters, digits and underscores, begins with a letter, and is "
        "neither caller nor dialled.",
    ),
    "never_set": ("没有节点给变量“{variable}”赋值。", "No node gives “{variable}” a value."),
    "min_above_max": ("最少位数不能大于最多位数。", "At least so many digits cannot be more than at most."),
    "secret_spoken": ("保密的输入不能播报。", "A secret input cannot be read out."),
    "secret_compared": (
        "保密的输入不能用于判断，请用查询来核对。",
        "A secret input cannot be compared here: let a look-up check it.",
    ),
    "secret_shown": (
        "保密的输入不能显示给坐席，请用查询的结果。",
        "A secret input cannot be shown to the agent: show what a look-up found.",
    ),
    "secret_twice": (
        "变量“{variable}”在一处保密，在另一处不保密。",
        "“{variable}” is secret in one place and not in another.",
    ),
    "no_hours": ("请填写至少一个时段。", "Give at least one span of hours."),
    "bad_hours": (
        "时段有误：每个时段结束要晚于开始，且不能重叠。",
        "The hours do not fit: each span ends after it starts, and none overlap.",
    ),
    "no_prefixes": ("请填写号码的开头。", "Say how the numbers begin."),
    "no_value": ("请填写要比较的值。", "Say what it is compared with."),
    "not_a_number": ("这里要比较整数。", "Whole numbers are compared here."),
    "no_source": ("请选择要查询的数据。", "Choose what is looked up."),
    "no_such_source": ("查询“{source}”不存在。", "There is nothing to look up called “{source}”."),
    "no_input": ("请指定查询所需的“{field}”。", "Say which variable the look-up is given as “{field}”."),
    "no_such_field": ("这个查询没有“{field}”。", "This look-up has no “{field}”."),
    "no_number": ("请填写要转接的号码。", "Give the number to connect with."),
    "bad_number": ("这不是可以拨打的号码。", "This is not a number that can be dialled."),
    "emergency_number": (
        "系统不会自动拨打紧急电话（{number}），请让来电者自己拨打。",
        "The system never dials an emergency number ({number}): tell callers to dial it themselves.",
    ),
    "barred_number": (
        "系统外呼不能拨打{zh}。如确有需要，请管理员在“合规”中为“系统外呼”开通。",
        "The system may not dial {en}. An administrator can allow it under Compliance, for the system.",
    ),
    "own_number": (
        "{number} 是本系统的接入号码，来电会循环转接，请改用“转队列”或其他号码。",
        "{number} is an access number of this system, and calls would go round: take a queue, or another "
        "number.",
    ),
    "no_line": (
        "没有可用于外呼的线路，请先在“线路”中设置。",
        "There is no line for calls out: set one up first.",
    ),
    "no_scores": ("请至少设置一个评分按键。", "A rating needs at least one key."),
}
"""Code -> (Chinese, English)."""


EXIT_WORDS: Final[dict[str, tuple[str, str]]] = {
    "next": ("下一步", "next"),
    "invalid": ("输入有误", "wrong input"),
    "no_input": ("无输入", "no input"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "found": ("查到", "found"),
    "not_found": ("未查到", "not found"),
    "failed": ("失败", "failed"),
    "busy": ("忙或拒接", "busy or declined"),
    "no_answer": ("无人接听", "no answer"),
    "rated": ("已评分", "rated"),
}
"""Exit -> what people call it; the keys of a menu are called by themselves."""


class Fault(Record):
    """Something that keeps a flow from being published, and where."""

    code: str
    node: str = ""
    """Id; empty: the flow as a whole."""
    setting: str = ""
    """The setting of the node that is to blame (for a question or a map: `question`, `inputs` …); an exit's
    name stands in `data`."""
    data: dict[str, str] = field(default_factory=dict)

    def sentence(self) -> tuple[str, str]:
        """The fault in words: (Chinese, English)."""
        zh, en = FAULTS[self.code]
        name = self.data.get("exit", "")
        exit_zh, exit_en = EXIT_WORDS.get(name, (name, name))
        return zh.format(**{**self.data, "exit": exit_zh}), en.format(**{**self.data, "exit": exit_en})
