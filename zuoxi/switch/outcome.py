"""What the floor is told of a command that was not simply done."""

from zuoxi.engine.commands import AnySwitchCommand
from zuoxi.engine.events import CommandFailed, CommandUnknown
from zuoxi.switch.port import SwitchRefused, SwitchSilent


def told_of(command: AnySwitchCommand, error: SwitchRefused | SwitchSilent) -> CommandFailed | CommandUnknown:
    """Refused is failed; silence is no failure."""
    name = type(command).__name__
    if isinstance(error, SwitchSilent):
        return CommandUnknown(node=command.node, command=name, subject=command.subject, reason=error.reason)
    return CommandFailed(
        node=command.node,
        command=name,
        subject=command.subject,
        reason=error.reason,
        gone=error.gone,
        recording=getattr(command, "recording", ""),
    )
