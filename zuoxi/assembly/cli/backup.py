"""`zuoxi backup FILE`: all that this house is, in one file, while it works; `--check` compares one."""

import argparse
import os
from pathlib import Path

from zuoxi.assembly.backup.parts import NAMES
from zuoxi.assembly.terminal import Trouble, pick, result, step

ENOUGH = 12
"""Characters of a passphrase that is not found out by trying."""


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="where it is written (or, with --check, read)")
    parser.add_argument("--leave-out", action="append", default=[], choices=NAMES, help="may be given again")
    parser.add_argument("--passphrase-file", type=Path, help="seal it: the first line of this file opens it")
    parser.add_argument("--check", action="store_true", help="compare a backup with its checksums")


def passphrase_in(file: Path | None) -> str:
    """The first line of a file; empty: none was named. Raises `Trouble` for one that is too short."""
    if file is None:
        return ""
    with file.open(encoding="utf-8") as lines:
        found = lines.readline().strip("\r\n")
    if len(found) < ENOUGH:
        raise Trouble(
            f"{file} 第一行的口令至少要 {ENOUGH} 个字符。",
            f"The passphrase in the first line of {file} needs at least {ENOUGH} characters.",
        )
    return found


def run(options: argparse.Namespace) -> int:
    passphrase = passphrase_in(options.passphrase_file)
    if options.check:
        from zuoxi.assembly.backup.read import check

        found = check(options.file, passphrase)
        result(
            pick(
                f"备份完好：{found.made_at}，{len(found.files)} 个文件。",
                f"The backup is whole: {found.made_at}, {len(found.files)} files.",
            )
        )
        return 0
    return _write(options, passphrase)


def _write(options: argparse.Namespace, passphrase: str) -> int:
    import django

    django.setup()
    from zuoxi.assembly.backup.books import engine_of, sqlite_file
    from zuoxi.assembly.backup.write import backup
    from zuoxi.assembly.database import database
    from zuoxi.assembly.places import home
    from zuoxi.kernel.clock import utc_now

    target = options.file.expanduser().resolve()
    if target.exists():
        raise Trouble(
            f"{target} 已经存在，请换一个文件名。", f"{target} is there already; choose another name."
        )
    described = database(os.environ.get("ZUOXI_DATABASE_URL", ""), home())
    if engine_of(described) == "sqlite" and not sqlite_file(described).exists():
        raise Trouble(
            f"{home()} 里没有数据库，没有可备份的。请检查 ZUOXI_HOME。",
            f"There is no database in {home()}: nothing to back up. Look at ZUOXI_HOME.",
        )
    with step("备份", "Backup"):
        written = backup(target, home(), described, utc_now(), options.leave_out, passphrase)
    size = f"{written.bytes / 1_000_000:,.1f} MB"
    result(
        pick(
            f"{target}：{len(written.files)} 个文件，{size}。请放到另一台机器上，并不时用 --check 校验。",
            f"{target}: {len(written.files)} files, {size}. Keep it on another machine, "
            "and --check it now and then.",
        )
    )
    return 0
