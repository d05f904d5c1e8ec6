"""A body that is no JSON is refused before anything reads it, and text reads as it is."""

import pytest
from django.test import Client

from tests.company import Door
from tests.routes.operations import operations

FORMS = {
    "multipart/form-data": b"x",
    "multipart/form-data; boundary=b": b"--b\r\n",
    "application/x-www-form-urlencoded": b"&".join(b"f%d=1" % number for number in range(1_500)),
    "text/plain": b"{}",
    "application/json, text/plain": b"{}",
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", FORMS)
def test_no_door_reads_a_form_not_even_one_that_is_broken(kind):
    client = Client(raise_request_exception=False)
    client.get("/api/session")
    for operation in operations():
        if operation.body is None:
            continue
        path = f"/api{operation.url()}"
        answer = client.generic(operation.method.upper(), path, FORMS[kind], content_type=kind)
        assert (answer.status_code, answer.json()["code"]) == (415, "not_json"), operation.name


@pytest.mark.parametrize("sign", ["\u202e", "\u200f", "\u2066", "\ufeff", "\u2060", "\u061c"])
def test_signs_that_turn_or_hide_text_stay_outside(company, sign):
    row = Door(company.administrator).post(
        "/customers", {"name": f"张{sign}伟", "org_unit": str(company.hall.id)}
    )
    assert row["name"] == "张伟"
    assert Door(company.administrator).get("/customers", q=f"{sign}张伟")["total"] == 1
