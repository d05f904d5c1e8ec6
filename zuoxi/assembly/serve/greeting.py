"""What a person reads when the centre is up: where it is, and how to come in."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from zuoxi.assembly.places import home
from zuoxi.assembly.sample import has_sample
from zuoxi.assembly.serve.centre import Centre
from zuoxi.assembly.terminal import pick, result

if TYPE_CHECKING:
    from zuoxi.simulator.sample import SampleSignIn


def greeting(sign_ins: "Sequence[SampleSignIn]", setup_word: str | None) -> Callable[[Centre], None]:
    """Say where the centre is and how to come in.

    `sign_ins`: made just now (their passwords are kept nowhere). `setup_word`: None when somebody exists;
    otherwise what the first administrator has to know, whichever account of this machine he uses.
    """

    def greet(centre: Centre) -> None:
        result()
        result(pick(f"坐席呼叫中心已就绪：{centre.url}", f"The Zuoxi call centre is ready: {centre.url}"))
        if sign_ins:
            show(sign_ins)
        elif has_sample(home()):
            result(pick("示例账号的密码只显示一次；重设：", "Sample passwords are shown once; for new ones:"))
            result("  ./start --passwords")
        elif setup_word is not None:
            result(pick("请用这个链接建立第一位管理员：", "Make the first administrator with this link:"))
            result(f"  {centre.url}/#setup={setup_word}")
        if os.geteuid() == 0:
            result(
                pick(
                    "全部程序（包括交换机）正以 root 运行。正式使用请建一个普通账号来运行。",
                    "Everything runs as root, the switch too. For real work give it an account of its own.",
                )
            )
        result(pick("停止：Ctrl-C", "Stop it with Ctrl-C"))

    return greet


def show(sign_ins: "Sequence[SampleSignIn]") -> None:
    """The sample sign-ins as a little table."""
    result(pick("示例账号（密码只显示这一次）：", "Sample sign-ins (the passwords are shown this once):"))
    width = max(len(one.username) for one in sign_ins)
    for one in sign_ins:
        result(f"  {one.username:{width}}  {one.password}   {pick(one.zh, one.en)}")
