"""Runs the groups, shows each with its minutes, and ends with one line that counts everything."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.run import outcome
from tests.run.groups import CHECKOUT, PYTHON, Group, groups, under_ci
from tests.run.needs import NEEDS, Missing
from tests.run.outcome import Outcome
from tests.services import postgres
from zuoxi.assembly.bootstrap import desktop
from zuoxi.assembly.terminal import Trouble, line

LOGS = CHECKOUT / "var" / "test"
TAIL = 60
"""Lines of a failed group's log that are shown."""


def main(arguments: list[str]) -> int:
    """Run what is asked for; 0 when everything is well."""
    options = _options(arguments)
    chosen = _chosen(options)
    if options.list:
        line("\n".join(group.name for group in chosen))
        return 0
    shutil.rmtree(LOGS, ignore_errors=True)
    LOGS.mkdir(parents=True)
    began = time.monotonic()
    results = _run_all(chosen, deep=options.extent == "deep", stop_early=options.stop)
    _summary(results, time.monotonic() - began)
    return 0 if all(result.well for result in results.values()) else 1


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./test", description="Runs the checks of the house.")
    parser.add_argument("extent", nargs="?", default="all", choices=("all", "fast", "deep"))
    parser.add_argument("-x", dest="stop", action="store_true", help="stop at the first group that fails")
    parser.add_argument("--only", default="", help="group names, by comma")
    parser.add_argument("--list", action="store_true", help="show the groups and end")
    return parser.parse_args(arguments)


def _chosen(options: argparse.Namespace) -> list[Group]:
    only = {name for name in options.only.split(",") if name}
    known = groups()
    if wrong := only - {group.name for group in known}:
        sys.exit(f"no such group: {', '.join(sorted(wrong))}")
    if only:
        return [group for group in known if group.name in only]
    return [group for group in known if group.fast or options.extent != "fast"]


def _run_all(chosen: list[Group], *, deep: bool, stop_early: bool) -> dict[str, Outcome]:
    """Quiet groups two at a time, then the others one after another, so that timing is not disturbed."""
    results: dict[str, Outcome] = {}
    quiet = [group for group in chosen if group.quiet]
    with ThreadPoolExecutor(2) as pool:
        for group, result in zip(quiet, pool.map(lambda one: _run(one, deep), quiet), strict=True):
            results[group.name] = result
    for group in chosen:
        if stop_early and not all(result.well for result in results.values()):
            break
        if not group.quiet and (not group.tests or group.present()):
            results[group.name] = _run(group, deep)
    return results


def _run(group: Group, deep: bool) -> Outcome:
    began = time.monotonic()
    log, report = LOGS / f"{group.name}.log", LOGS / f"{group.name}.xml"
    try:
        with ExitStack() as stack:
            environment = {"ZUOXI_HOME": str(LOGS / "home" / group.name)}
            for need in group.needs:
                environment |= NEEDS[need]()
            if "postgresql" in group.needs:
                environment["ZUOXI_DATABASE_URL"] = stack.enter_context(_postgresql(environment))
            if group.built:
                desktop.prepare(CHECKOUT, log)
            code = _process(group, deep, environment, log, report)
    except Trouble as trouble:
        line(f"    {trouble.en}")
        result = Outcome(failed=1, code=1, seconds=time.monotonic() - began)
    except Missing as missing:
        result = Outcome(
            failed=int(under_ci()), skipped=int(not under_ci()), reasons=(str(missing),), code=int(under_ci())
        )
    else:
        result = outcome.read(report, code, time.monotonic() - began, skips_fail=under_ci())
    _show(group, result, log)
    return result


@contextmanager
def _postgresql(environment: dict[str, str]) -> Iterator[str]:
    programs = Path(environment["ZUOXI_TEST_POSTGRES"])
    with postgres.running(programs, environment.get("ZUOXI_TEST_POSTGRES_LIBRARIES", "")) as url:
        yield url


def _process(group: Group, deep: bool, environment: dict[str, str], log: Path, report: Path) -> int:
    command = list(group.command)
    if group.report:
        command.append(f"{group.report}{report}")
    if group.tests:
        marks = [mark for mark in (group.only, "" if deep else "not deep") if mark]
        command = [PYTHON, "-m", "pytest", *group.present(), f"--junitxml={report}", "--durations=5"]
        command += ["-m", " and ".join(marks)] if marks else []
        command += ["-n", str(group.workers)] if group.workers else []
    with log.open("w") as kept:
        done = subprocess.run(
            command,
            cwd=CHECKOUT / group.folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=kept,
            stderr=subprocess.STDOUT,
            check=False,
        )
    nothing_chosen = group.tests and done.returncode == 5
    return 0 if nothing_chosen else done.returncode


def _show(group: Group, result: Outcome, log: Path) -> None:
    mark = "✓" if result.well else "✗"
    counts = f"{result.passed} passed" if result.passed else ""
    counts += f", {result.failed} failed" if result.failed else ""
    counts += f", {result.skipped} skipped" if result.skipped else ""
    line(f"{mark} {group.name:18} {result.seconds / 60:5.1f} min  {counts.strip(', ')}")
    for reason in result.reasons:
        line(f"    skipped: {reason}")
    if not result.well and log.exists():
        tail = log.read_text(errors="replace").splitlines()[-TAIL:]
        line("\n".join(f"    | {text}" for text in tail))
        line(f"    log: {log}")


def _failures(result: Outcome) -> None:
    for told in result.lost:
        name, *said = told.splitlines()
        line("\n".join((f"✗ {name}", *(f"    {text}" for text in said))))


def _summary(results: dict[str, Outcome], seconds: float) -> None:
    failed = [name for name, result in results.items() if not result.well]
    slowest = sorted(results, key=lambda name: -results[name].seconds)[:3]
    line()
    line(
        f"{seconds / 60:.1f} min; slowest: {', '.join(f'{n} {results[n].seconds / 60:.1f}' for n in slowest)}"
    )
    for name in failed:
        _failures(results[name])
    if failed:
        line(f"not well: {', '.join(failed)} (logs in {LOGS})")
    passed = sum(result.passed for result in results.values())
    skipped = sum(result.skipped for result in results.values())
    lost = sum(result.failed for result in results.values())
    sys.stderr.flush()
    sys.stdout.write(f"{passed} passed, {lost} failed{f', {skipped} skipped' if skipped else ''}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
