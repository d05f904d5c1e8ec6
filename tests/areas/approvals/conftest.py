"""The house of these stories: a department with its people, and the ready chains."""

from types import SimpleNamespace

import pytest

from tests.company import Door
from zuoxi.approvals.services import chains
from zuoxi.organisation.rules import Role


@pytest.fixture
def house(company):
    """A department below the city; a leader for each step of the whole region's chain."""
    chains.sow(company.tenant.id)
    department = company.unit(company.city, "department", "市场部")
    company.city.refresh_from_db()
    return SimpleNamespace(
        company=company,
        department=department,
        owner=company.person("owner", department, Role.PROJECT_OWNER),
        leader=company.person("head", department, Role.DEPARTMENT_LEADER, Role.PROJECT_OWNER),
        director=company.person("director", company.city, Role.DEPARTMENT_LEADER),
        service=company.person("service", company.city, Role.CUSTOMER_SERVICE_LEADER),
        team=company.person("team", company.city, Role.CITY_OUTBOUND_TEAM),
    )


@pytest.fixture
def filed(house):
    """A request of the whole region that the department has handed in."""
    return file(house)


def file(house, person=None, **changes):
    form = {
        "title": "宽带提速回访",
        "track": "region",
        "customers": 1200,
        "text": "给到期用户介绍提速。",
        "org_unit": house.department.id,
    }
    door = Door(person or house.owner)
    answer = door.post("/requests", form | changes)
    return SimpleNamespace(**answer, door=door) if door.status == 201 else (door.status, answer)
