"""`zuoxi restore FILE`: a house out of a backup, into an empty home and an empty database."""

import argparse
import os
from pathlib import Path

from zuoxi.assembly.cli.backup import passphrase_in
from zuoxi.assembly.terminal import Trouble, pick, result, step


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--passphrase-file", type=Path, help="its first line opens a sealed backup")


def run(options: argparse.Namespace) -> int:
    from zuoxi.assembly.backup import books, read
    from zuoxi.assembly.database import database
    from zuoxi.assembly.places import home
    from zuoxi.assembly.privacy import private_home
    from zuoxi.outbox.channel import ping_live, socket_path

    if ping_live(socket_path(home())) is not None:
        raise Trouble(
            "呼叫中心正在运行。请先停止它；恢复只能用在空的 ZUOXI_HOME 上。",
            "The centre is running. Stop it first; a backup is restored into an empty ZUOXI_HOME.",
        )
    described = database(os.environ.get("ZUOXI_DATABASE_URL", ""), home())
    if books.engine_of(described) == "postgresql":
        _set_up()  # only to ask whether it is empty; the keys that this makes give way to the backup's
    read.must_be_empty(home(), described)
    private_home(home())
    with step("读取并校验备份", "Read and compare the backup"):
        manifest = read.unpack(options.file, home(), passphrase_in(options.passphrase_file))
    if manifest.database != books.engine_of(described):
        raise Trouble(
            f"备份的数据库是 {manifest.database}，这里设置的是 {books.engine_of(described)}"
            "（ZUOXI_DATABASE_URL）。请用同一种数据库恢复。",
            f"The backup is of {manifest.database}, and here is {books.engine_of(described)} "
            "(ZUOXI_DATABASE_URL). Restore into the same kind of database.",
        )
    with step("恢复", "Restore"):
        read.lay_keys(home())
        _set_up()
        read.put_in_place(home(), described)
        _accept()
    result(
        pick(
            f"已恢复 {manifest.made_at} 的备份。现在运行 ./start；备份之后的话务由日志自动补写。",
            f"The backup of {manifest.made_at} is restored. Run ./start now; "
            "what the journals hold beyond it is recorded by itself.",
        )
    )
    if manifest.left_out:
        told = ", ".join(manifest.left_out)
        result(pick(f"备份里没有：{told}。", f"Not in the backup: {told}."))
    return 0


def _accept() -> None:
    from django.db import connection

    from zuoxi.kernel.clock import utc_now
    from zuoxi.organisation.models import AuditSeal
    from zuoxi.organisation.services.sealing import accept_restored, keeper

    # a backup of an earlier release may know no seals yet: it is brought up to date by ./start
    if AuditSeal._meta.db_table in connection.introspection.table_names():
        accept_restored(keeper(), utc_now())


def _set_up() -> None:
    import django

    django.setup()
