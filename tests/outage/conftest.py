"""Homes whose database can be taken away: a PostgreSQL of the test's own, or a SQLite file."""

import os
import uuid
from pathlib import Path

import psycopg
import pytest

from tests.live.home import Home, make_template
from tests.run.needs import postgresql
from tests.services import postgres


@pytest.fixture(scope="session")
def cluster():
    """A PostgreSQL that keeps what it has committed, as it comes."""
    found = os.environ if "ZUOXI_TEST_POSTGRES" in os.environ else postgresql()
    programs = Path(found["ZUOXI_TEST_POSTGRES"])
    with postgres.cluster(programs, found.get("ZUOXI_TEST_POSTGRES_LIBRARIES", "")) as made:
        yield made


@pytest.fixture(scope="session")
def seeded(cluster, tmp_path_factory):
    """A home with a company in the cluster's own database, which each test copies."""
    path = tmp_path_factory.mktemp("postgresql")
    return path, make_template(path, ZUOXI_DATABASE_URL=cluster.url)


@pytest.fixture
def postgresql_home(cluster, seeded, tmp_path):
    name = f"story_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(cluster.url, dbname="template1", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE postgres')
    yield Home(seeded, tmp_path, cluster.url.replace("/postgres?", f"/{name}?"))
    cluster.start()


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("sqlite")
    return path, make_template(path, ZUOXI_DATABASE_URL="")


@pytest.fixture
def sqlite_home(template, tmp_path):
    return Home(template, tmp_path)
