"""Every record that people set up can be changed only by who saw it as it is (decision 21)."""

import pytest

from tests.company import Door
from tests.routes.operations import described

ONE_PERSONS = {
    "change_session": "the asker's own language",
    "put_note": "a note is one person's",
    "put_list_views": "how a person likes to see a list is his own",
    "change_comment": "only who wrote a comment changes it",
    "hold_recording": "a reason to hold is added; it takes nothing back",
    "hand_in_request": "only who wrote a request corrects it, once it was sent back",
    "put_sample_traffic": "what plays is played anew; nothing is set up",
    "give_result": "what the asker says of his own conversation; it is added, not written over",
}
"""Changes that two people cannot make of one record."""
BY_REVISION = {"put_ivr_draft": "saved many times an hour and in no trail: its revision is counted"}
"""Changes that name what was seen by a number of their own."""
WEEK = [[[480, 1200]]] * 7
NEVER = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def boss(company):
    return Door(company.administrator)


@pytest.mark.parametrize("name", [name for name, method, _ in described() if method in ("put", "patch")])
def test_a_change_names_the_version_that_was_seen(name):
    fields = next(fields for other, _, fields in described() if other == name)
    assert ("version" in fields) != (name in ONE_PERSONS | BY_REVISION)
    assert ("revision" in fields) == (name in BY_REVISION)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "send", "mine", "others"),
    [
        ("/company", "patch", {"name": "我的"}, {"home_area": "0755"}),
        ("/dial-hours", "put", {"weekly": WEEK}, {"weekly": [[], *WEEK[1:]]}),
        (
            "/rating-texts",
            "put",
            {"zh": "{company}：{link}", "en": "{company}: {link}"},
            {"zh": "{company} {link}", "en": "{company}, {link}"},
        ),
        (
            "/destinations",
            "put",
            {"rules": [{"role": "agent", "kind": "foreign", "allowed": True}]},
            {"rules": [{"role": "agent", "kind": "premium", "allowed": True}]},
        ),
    ],
)
def test_of_two_who_set_what_a_company_has_one_of_the_later_is_told(boss, path, send, mine, others):
    seen = boss.get(path)["version"]
    first = getattr(boss, send)(path, others | {"version": seen})
    assert (boss.status, first["version"] > seen) == (200, True)

    refused = getattr(boss, send)(path, mine | {"version": seen})
    assert (boss.status, refused["code"]) == (409, "changed_meanwhile")
    assert refused["data"]["by"] and refused["data"]["version"] == boss.get(path)["version"]

    getattr(boss, send)(path, mine | {"version": refused["data"]["version"]})
    assert boss.status == 200


@pytest.mark.django_db
def test_of_two_who_set_one_holiday_the_later_is_told_also_when_the_other_has_removed_it(boss):
    path = "/holidays/2036-10-01"
    seen = boss.put(path, {"name": "国庆", "version": NEVER})["changed"]["version"]
    assert boss.put(path, {"name": "National Day", "version": NEVER})["code"] == "changed_meanwhile"

    boss.put(path, {"name": "国庆节", "version": seen})
    assert boss.put(path, {"name": "十一", "version": seen})["data"]["fields_changed"] == ["name"]

    latest = boss.get("/holidays", year="2036")[0]["changed"]["version"]
    boss.delete(path)
    refused = boss.put(path, {"name": "十一", "version": latest})
    assert (boss.status, refused["code"]) == (409, "changed_meanwhile")
    assert boss.get("/holidays", year="2036") == []
