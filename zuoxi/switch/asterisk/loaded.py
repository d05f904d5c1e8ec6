"""What a node *has loaded*: asked of the node itself, never taken from what was written or ordered.

The last thing in the configuration is a mark with the sum of all before it. A node that shows the mark has
read the whole. Asked by ARI, so that it needs no new control connection.
"""

import hashlib
from typing import Final

from zuoxi.kernel.errors import ZuoxiError
from zuoxi.switch.ari_http import AriAddress, AriHttp, AriRefused
from zuoxi.switch.asterisk.node import NodeSettings, node_secrets
from zuoxi.switch.port import SwitchRefused, SwitchSilent

NAME: Final = "zuoxi-loaded"
TIMEOUT_S: Final = 2.0


class NotLoaded(ZuoxiError):
    """A node does not have the devices, passwords and trunks that it should. data: node, detail."""

    code = "switch_not_loaded"
    status = 503
    zh = "交换节点 {node} 尚未载入最新的话机和中继配置（{detail}）：旧密码可能仍然有效，系统会不断重试。"
    en = (
        "Switch node {node} has not loaded the newest devices and trunks ({detail}): withdrawn passwords may "
        "still be valid. It is tried again and again."
    )


def mark_of(text: str) -> str:
    """The sum that stands for a configuration."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def mark_text(mark: str) -> str:
    """The section that carries a mark: an address of record that belongs to no device."""
    return f"\n[{NAME}]\ntype = aor\nmailboxes = {mark}\n"


async def load(settings: NodeSettings, mark: str) -> bool:
    """See to it that the node has loaded the configuration with this mark; False when it had it already.

    Errors: NotLoaded.
    """
    address = AriAddress(
        settings.control_address, settings.http_port, settings.app, node_secrets(settings.folder).ari
    )
    http = AriHttp(address, timeout_s=TIMEOUT_S, at_once=1)
    try:
        if await _loaded(http) == mark:
            return False
        await http.put("/asterisk/modules/res_pjsip.so")
        if await _loaded(http) != mark:
            raise NotLoaded(node=settings.name, detail="reload")
    except (SwitchRefused, SwitchSilent) as error:
        raise NotLoaded(node=settings.name, detail=error.reason) from error
    finally:
        await http.close()
    return True


async def _loaded(http: AriHttp) -> str:
    """The mark that the node shows; empty when it has none yet."""
    try:
        fields = await http.get(f"/asterisk/config/dynamic/res_pjsip/aor/{NAME}")
    except AriRefused as refused:
        if refused.status != 404:
            raise
        return ""
    return next((str(one["value"]) for one in fields if one["attribute"] == "mailboxes"), "")
