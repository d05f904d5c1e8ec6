"""What a command is, and the table of all commands."""

import argparse
import importlib
from typing import Protocol, cast

COMMANDS = {
    "start": ("准备并运行（./start 的后半部分）", "prepare and run (the second half of ./start)"),
    "serve": ("运行整个呼叫中心", "run the whole centre"),
    "web": ("网页、API 和桌面连线", "pages, API and the desktop's line"),
    "live": ("话务进程", "the telephone process"),
    "recorder": ("话务记录进程", "the recorder of calls"),
    "jobs": ("后台任务", "background jobs"),
    "keep": ("看护一个交换节点", "keep one switch node running"),
    "publish": ("通过 HTTPS 给其他电脑使用", "serve other PCs over HTTPS"),
    "switch": ("安装 Asterisk、生成提示音", "install Asterisk, make the prompts"),
    "migrate": ("升级数据库结构", "bring the database up to date"),
    "create": ("建立示例公司", "create the sample company"),
    "passwords": ("给示例账号设新密码", "new passwords for the sample sign-ins"),
    "unlock": ("解除登录锁定", "let somebody who is locked out sign in"),
    "health": ("运行中的呼叫中心是否正常", "how the running centre is"),
    "doctor": (
        "逐项检查运行中的呼叫中心，并说明怎么办",
        "look over the running house, and say what to do",
    ),
    "audit": ("审计记录是否与写下时一致", "whether the audit trail is as it was written"),
    "check": ("自检：真实的 SIP 通话", "self-test with real SIP calls"),
    "bench": ("性能测量", "benchmarks"),
    "simulate": ("推演：换一种人手会怎样", "what-if runs: how it would be with other staffing"),
    "backup": ("备份（运行中即可）", "a backup, while the house works"),
    "restore": ("从备份恢复到空的目录", "a house out of a backup, into an empty home"),
    "rebuild": ("由事实重建通话记录", "make call records again from the facts"),
    "archive": ("把很久以前的话务事实移入归档", "put facts of long ago into the archive"),
    "openapi": ("输出 API 描述", "print the API's description"),
    "manage": ("Django 的管理命令", "Django's own commands"),
}
"""Command -> one line of help in Chinese and English; its code is the file of the same name."""

LASTING = frozenset({"start", "serve", "web", "live", "recorder", "jobs", "keep"})
"""Commands that go on for days: what they say is lost rather than that they end. All others fail when their
answer cannot be written."""


class Command(Protocol):
    """The file of one command."""

    def add(self, parser: argparse.ArgumentParser) -> None:
        """Declare its options."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; the exit code."""


def load(name: str) -> Command:
    """The command's file, imported now (so that each command loads only what it needs)."""
    return cast(Command, importlib.import_module(f"zuoxi.assembly.cli.{name}"))
