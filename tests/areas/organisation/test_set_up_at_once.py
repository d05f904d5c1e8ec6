"""Of several who set up an empty installation at the same moment, one becomes its administrator."""

import threading

import pytest
from django.db import connection

from tests.company import NOW, PASSWORD
from zuoxi.organisation.errors import AlreadySetUp
from zuoxi.organisation.models import Person, Tenant
from zuoxi.organisation.services.setup import set_up


@pytest.mark.django_db(transaction=True)
def test_one_of_several_wins():
    start = threading.Barrier(4)
    outcomes = []

    def try_it(name):
        start.wait()
        try:
            set_up("公司", name, name, PASSWORD, now=NOW)
            outcomes.append("done")
        except AlreadySetUp:
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=(f"admin{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "too late", "too late", "too late"]
    assert (Tenant.objects.count(), Person.objects.count()) == (1, 1)
