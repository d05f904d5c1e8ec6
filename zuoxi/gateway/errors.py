"""Why the gateway itself refuses something (the floor's refusals stand in engine/refusals.py)."""

from zuoxi.kernel.errors import ZuoxiError
from zuoxi.outbox.away import DatabaseAway
from zuoxi.outbox.channel import LiveAway, LiveSilent


class GatewayRefusal(ZuoxiError):
    """Base of the gateway's own refusals."""


class NotAllowed(GatewayRefusal):
    code = "not_allowed"
    status = 403
    zh = "您没有这项操作的权限。"
    en = "You are not permitted to do this."


class SignedOut(GatewayRefusal):
    """The session has ended since the page opened its line."""

    code = "not_signed_in"
    status = 401
    zh = "请先登录。"
    en = "Please sign in first."


class PageLocked(GatewayRefusal):
    """The page is covered; only the phone goes on."""

    code = "session_locked"
    status = 423
    zh = "页面已锁定，请先解锁。"
    en = "The page is locked. Unlock it first."


class UnknownCommand(GatewayRefusal):
    code = "unknown_command"
    zh = "系统不认识这个操作，请刷新页面后重试。"
    en = "This action is not known. Reload the page and try again."


class BadArguments(GatewayRefusal):
    """`detail` says which field, for programmers."""

    code = "bad_arguments"
    zh = "填写的内容不正确，请检查后重试。"
    en = "Something that was entered is not right. Check it and try again."


class TooManyCommands(GatewayRefusal):
    code = "too_many_commands"
    status = 429
    zh = "操作过于频繁，请稍候再试。"
    en = "That was too fast. Wait a moment and try again."


class TooManySubscriptions(GatewayRefusal):
    code = "too_many_subscriptions"
    status = 429
    zh = "页面同时关注的内容过多，请刷新页面。"
    en = "The page follows too many things at once. Reload it."


class Broken(GatewayRefusal):
    """An error of ours; the log has it."""

    code = "internal"
    status = 500
    zh = "系统出错，操作没有完成，请重试或联系管理员。"
    en = "Something went wrong on our side and nothing was done. Try again, or tell your administrator."


CODES: tuple[str, ...] = tuple(
    error.code
    for error in (
        NotAllowed,
        SignedOut,
        PageLocked,
        UnknownCommand,
        BadArguments,
        TooManyCommands,
        TooManySubscriptions,
        DatabaseAway,
        Broken,
        LiveAway,
        LiveSilent,
    )
)
"""All codes that come from here and not from the floor."""
