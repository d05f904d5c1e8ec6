"""What `./start` can be asked."""

import argparse
from pathlib import Path

from zuoxi.assembly.terminal import pick


def parse(
    arguments: list[str], checkout: Path, called_from: Path, environ: dict[str, str]
) -> argparse.Namespace:
    """The options as a namespace; `home` is absolute."""
    parser = argparse.ArgumentParser(
        prog="./start",
        description=pick("安装并运行坐席呼叫中心。", "Sets up and runs the Zuoxi call centre."),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=pick("停止：Ctrl-C。", "Stop it with Ctrl-C."),
    )
    home = environ.get("ZUOXI_HOME") or str(checkout / "var")
    port = int(environ.get("ZUOXI_PORT") or 8000)
    parser.add_argument(
        "--port",
        type=int,
        default=port,
        metavar="N",
        help=pick(f"网页端口（默认 {port}）", f"web port (default {port})"),
    )
    parser.add_argument(
        "--home",
        default=home,
        metavar="DIR",
        help=pick("数据目录（默认 var/）", "folder for all data (default var/)"),
    )
    parser.add_argument(
        "--empty",
        action="store_true",
        help=pick(
            "不建示例公司；第一位管理员在浏览器里建立",
            "no sample company; the first administrator is made in the browser",
        ),
    )
    parser.add_argument(
        "--passwords",
        action="store_true",
        help=pick(
            "给示例账号设新的随机密码并显示", "give the sample sign-ins new random passwords and show them"
        ),
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=pick(
            "自检：临时数据、空闲端口、真实的 SIP 通话；退出码 0 或 1",
            "self-test with temporary data, free ports and real SIP calls; exit code 0 or 1",
        ),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help=pick("与 --check 一起：输出一个 JSON 对象", "with --check: print one JSON object"),
    )
    options = parser.parse_args(arguments)
    if options.json and not options.check:
        parser.error(pick("--json 要与 --check 一起用", "--json goes with --check"))
    options.home = (called_from / Path(options.home).expanduser()).resolve()
    return options
