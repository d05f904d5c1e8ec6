"""Reading numbers from the environment; one that makes no sense is told by its name."""

from collections.abc import Mapping

from zuoxi.assembly.terminal import Trouble


def whole_number(environ: Mapping[str, str], name: str, usual: int, least: int = 1) -> int:
    """The value of `name`, or the usual one where it is not set. Raises `Trouble`."""
    told = environ.get(name, "")
    if not told:
        return usual
    if not (told.isascii() and told.isdigit()) or int(told) < least:
        raise Trouble(
            f"{name} 必须是不小于 {least} 的整数，现在是 {told!r}。",
            f"{name} must be a whole number, {least} or more; it is {told!r}.",
        )
    return int(told)
