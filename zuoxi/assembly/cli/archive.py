"""`zuoxi archive [--check]`: facts of long ago go into the archive; or its volumes are compared with sums.

The house does both by itself at night.
"""

import argparse
import sys

from zuoxi.assembly.terminal import pick, result


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="compare all volumes with their checksums")


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from zuoxi.calls.selectors.archive import volumes

    if options.check:
        return _check()
    rows = _archive()
    result(
        pick(
            f"{rows} 条话务事实已移入归档；归档共 {volumes()} 卷。",
            f"{rows} facts have gone into the archive, which has {volumes()} volumes.",
        )
    )
    return 0


def _archive() -> int:
    from django.conf import settings

    from zuoxi.calls.rules import archived_before
    from zuoxi.calls.services.archive.keep import archive
    from zuoxi.calls.services.recordings.store import places
    from zuoxi.kernel.clock import utc_now

    months = settings.ZUOXI_ARCHIVE_AFTER_MONTHS
    if not months:
        return 0
    now = utc_now()
    return archive(places(settings.ZUOXI_HOME).store, archived_before(now, months), now, _progress)


def _check() -> int:
    from django.conf import settings

    from zuoxi.calls.services.archive.catalogue import check
    from zuoxi.calls.services.recordings.store import places
    from zuoxi.kernel.clock import utc_now

    states = check(places(settings.ZUOXI_HOME).store, utc_now(), _progress)
    whole = states.pop("whole", 0)
    told = ", ".join(f"{count} {state}" for state, count in states.items())
    result(pick(f"{whole} 卷完好 {told}", f"{whole} volumes are whole {told}").strip())
    return int(bool(states))


def _progress(done: int) -> None:
    sys.stderr.write(f"\r{done}")
