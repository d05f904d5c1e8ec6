"""The switch nodes of the installation."""

from zuoxi.telephony.models import SwitchNode


def ensure_node(name: str) -> SwitchNode:
    """The node with this name, made when it is new."""
    return SwitchNode.objects.get_or_create(name=name)[0]
