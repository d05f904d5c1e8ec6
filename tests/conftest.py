"""What all tests stand on: a home folder and a database of their own, quick password hashes."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as drawing

from tests.company import Company
from zuoxi.kernel.calendars import OpeningHours

# how quickly this machine draws examples says nothing about the code
drawing.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
drawing.load_profile("house")
HOME = Path(tempfile.mkdtemp(prefix="zuoxi-test-"))


def pytest_configure(config):
    """Nothing of the installation in this checkout is touched."""
    atexit.register(shutil.rmtree, HOME, ignore_errors=True)
    settings.ZUOXI_HOME = HOME
    settings.ZUOXI_AUDIT_HEADS = HOME / "audit"
    settings.ZUOXI_NIGHT = OpeningHours()  # what is for the night is done at any hour here
    os.environ.setdefault("ZUOXI_JOURNAL_RESERVE_MB", "1")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite"):
        # a file, because several threads on one database in memory lock whole tables
        database.setdefault("TEST", {})["NAME"] = str(HOME / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The audit trail refuses deletion, which a test that flushes its tables has to do."""
    with django_db_blocker.unblock():
        drop_guards()
    yield


def drop_guards() -> None:
    """Let facts and the trail be emptied; a test that migrates to and fro calls it again."""
    with connection.cursor() as cursor:
        for statement in DROP_GUARDS[connection.vendor]:
            cursor.execute(statement)


DROP_GUARDS = {
    "sqlite": (
        *(
            f"DROP TRIGGER IF EXISTS organisation_{table}_no_{act}"
            for table in ("audit", "auditseal", "sealedline", "auditcheck")
            for act in ("update", "delete")
        ),
        "DROP TRIGGER IF EXISTS calls_fact_no_update",
        "DROP TRIGGER IF EXISTS calls_fact_no_delete",
    ),
    "postgresql": (
        *(
            f"DROP TRIGGER IF EXISTS organisation_{trigger}_{name} ON organisation_{table}"
            for trigger, table in (
                ("audit", "auditevent"),
                ("auditseal", "auditseal"),
                ("sealedline", "sealedline"),
                ("auditcheck", "auditcheck"),
            )
            for name in ("for_good", "not_emptied")
        ),
        "DROP TRIGGER IF EXISTS calls_fact_for_good ON calls_fact",
    ),
}


@pytest.fixture
def company(db) -> Company:
    """The company of the story."""
    return Company("north")


@pytest.fixture
def other_company(db) -> Company:
    """Another company on the same installation, which must stay invisible."""
    return Company("south")
