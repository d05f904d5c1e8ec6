"""`./test` counts what its groups did, and forgives no skip on a build server."""

from pathlib import Path

from tests.run.groups import CHECKOUT, NOT_TESTS, groups
from tests.run.outcome import SAID_MOST, read

REPORT = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"><failure message="no"/></testcase>
<testcase name="c"><skipped message="no switch here"/></testcase><testcase name="d"><error/></testcase>
</testsuite></testsuites>"""


def test_passed_failed_and_skipped_are_counted(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    outcome = read(report, 1, 2.0, skips_fail=False)
    assert (outcome.passed, outcome.failed, outcome.skipped) == (1, 2, 1)
    assert outcome.reasons == ("no switch here",)


def test_a_skip_is_a_failure_on_a_build_server(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    outcome = read(report, 0, 2.0, skips_fail=True)
    assert (outcome.failed, outcome.skipped, outcome.well) == (3, 0, False)


def test_each_failed_test_is_told_by_name_with_the_head_of_what_it_says(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT.replace('message="no"', f'message="no{"!" * 1000}"'))
    first, last = read(report, 1, 2.0, skips_fail=False).lost
    name, said = first.splitlines()
    assert (name, len(said)) == ("::b", SAID_MOST)
    assert last == "::d\nerror"
    assert len(read(report, 0, 2.0, skips_fail=True).lost) == 3


def test_a_group_without_a_report_that_fails_counts_once(tmp_path):
    outcome = read(Path(tmp_path / "none.xml"), 2, 0.1, skips_fail=False)
    assert (outcome.passed, outcome.failed, outcome.well) == (0, 1, False)


def test_every_folder_of_tests_belongs_to_a_group():
    folders = {f"tests/{entry.name}" for entry in (CHECKOUT / "tests").iterdir() if entry.is_dir()}
    covered = {folder for group in groups() for folder in group.tests}
    assert folders - set(NOT_TESTS) <= covered
