"""Many workers on one list: each job is done by one of them."""

import threading
from collections import Counter
from uuid import uuid4

import pytest
from django.db import connection

from zuoxi.kernel.clock import utc_now
from zuoxi.outbox import jobs, worker
from zuoxi.outbox.jobs import JobKind

JOBS, WORKERS = 30, 4


@pytest.mark.django_db(transaction=True)
def test_each_job_is_done_once():
    done: Counter[str] = Counter()
    kinds = {"count": JobKind(run=lambda work: done.update([str(work.job.id)]))}
    for _ in range(JOBS):
        jobs.add_job("count", tenant=uuid4(), now=utc_now())

    def work(name):
        while worker.work_once(name, kinds):
            pass
        connection.close()

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(done) == JOBS
    assert set(done.values()) == {1}
