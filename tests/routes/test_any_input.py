"""Whatever anybody sends, the API answers in its one shape and never with a flaw of ours."""

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode

from tests.company import Door
from zuoxi.assembly.api import api
from zuoxi.telephony.models import SwitchNode

ENDS_THE_SESSION = "sign_out"
schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(), default=str)))
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


@pytest.fixture
def door(company) -> Door:
    SwitchNode.objects.create(name="house")
    return Door(company.administrator, raise_request_exception=False)


@schema.exclude(operation_id=ENDS_THE_SESSION).parametrize()
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_input_is_answered_with_a_flaw_of_ours(case: Any, door: Door) -> None:
    path = case.formatted_path
    body = b"" if case.media_type is None else json.dumps(_plain(case.body), default=str).encode()
    response = door.client.generic(
        case.method.upper(),
        path,
        body,
        content_type="application/json",
        query_params=_query(case.query),
    )

    assert response.status_code < 500 or response.status_code == 503, (case.method, path, case.query, body)
    if response.status_code >= 400:
        told = json.loads(response.content)
        assert told["code"]
        assert told["message"]["zh"]
        assert told["message"]["en"]


def _plain(body: Any) -> Any:
    return None if type(body).__name__ == "NotSet" else body


def _query(query: Any) -> dict[str, Any]:
    return {name: value for name, value in (query or {}).items() if value is not None}
