"""Jobs can be found again and cancelled by those who asked for them or lead."""

from tests.company import NOW, Door
from zuoxi.outbox.jobs import add_job


def test_everybody_sees_his_own_jobs_and_those_of_whom_he_leads(company, other_company):
    for person in (company.agent.id, company.stranger.id, None):
        add_job("export", tenant=company.tenant.id, now=NOW, person=person)
    add_job("export", tenant=other_company.tenant.id, now=NOW)

    assert Door(company.agent).get("/jobs")["total"] == 1
    assert Door(company.leader).get("/jobs")["total"] == 1, "neither another team's nor the house's"
    assert Door(company.administrator).get("/jobs")["total"] == 3


def test_a_job_is_cancelled_by_who_asked_for_it_and_not_by_a_stranger(company):
    job = add_job("export", tenant=company.tenant.id, now=NOW, person=company.agent.id)
    stranger = Door(company.stranger)
    stranger.post(f"/jobs/{job.id}/cancel")
    assert stranger.status == 404

    assert Door(company.agent).post(f"/jobs/{job.id}/cancel")["state"] == "cancelled"


def test_a_leader_cancels_the_jobs_of_his_own_people_only(company):
    theirs = add_job("export", tenant=company.tenant.id, now=NOW, person=company.stranger.id)
    ours = add_job("export", tenant=company.tenant.id, now=NOW, person=company.agent.id)
    leader = Door(company.leader)

    assert leader.post(f"/jobs/{theirs.id}/cancel")["code"] == "not_found"
    assert leader.post(f"/jobs/{ours.id}/cancel")["state"] == "cancelled"
    assert Door(company.administrator).post(f"/jobs/{theirs.id}/cancel")["state"] == "cancelled"


def test_nobody_stops_the_house_from_storing_a_recording(company):
    job = add_job("calls.store_recording", tenant=company.tenant.id, now=NOW)

    assert Door(company.leader).post(f"/jobs/{job.id}/cancel")["code"] == "not_found"
    assert Door(company.administrator).post(f"/jobs/{job.id}/cancel")["code"] == "not_allowed"
    job.refresh_from_db()
    assert (job.state, job.cancel_asked) == ("waiting", False)
