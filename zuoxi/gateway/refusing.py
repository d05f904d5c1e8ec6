"""A refusal as the page gets it, whoever refused."""

from collections.abc import Mapping
from typing import Any

from zuoxi.engine.refusals import REFUSALS
from zuoxi.gateway.errors import Broken
from zuoxi.gateway.protocol import Nack, Sentences
from zuoxi.kernel.errors import ZuoxiError


def nack_of_error(id_: str, error: ZuoxiError) -> Nack:
    """An error of ours or of an area (the gate, for one)."""
    body = error.body()
    return Nack(id=id_, code=body["code"], message=Sentences(**body["message"]), data=body["data"])


def nack_of_code(id_: str, code: str, data: Mapping[str, Any]) -> Nack:
    """A refusal of the floor."""
    zh, en = REFUSALS.get(code, (Broken.zh, Broken.en))
    return Nack(id=id_, code=code, message=Sentences(zh=zh, en=en), data=dict(data))
