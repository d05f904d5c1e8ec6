"""How the engine reaches a node of ours: the switch's settings taken from the node's."""

from pathlib import Path

from zuoxi.switch.ari import AriSettings
from zuoxi.switch.asterisk.config import spool_of
from zuoxi.switch.asterisk.node import NodeSettings, node_secrets


def reach(node: NodeSettings, spool: Path | None = None) -> AriSettings:
    """The settings of an `AriSwitch` for this node. `spool`: folder of running recordings."""
    secrets = node_secrets(node.folder)
    return AriSettings(
        host=node.control_address,
        ari_secret=secrets.ari,
        ami_secret=secrets.ami,
        prompts=node.prompts,
        own_prompts=node.folder / "own-prompts",
        spool=spool or spool_of(node),
        http_port=node.http_port,
        ami_port=node.ami_port,
        app=node.app,
    )
