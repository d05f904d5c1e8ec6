"""What can go wrong for somebody who asks, in both languages."""

from collections.abc import Mapping
from typing import Any, ClassVar

from zuoxi.kernel.errors import ZuoxiError

Sentence = tuple[str, str]
"""(Chinese, English)."""


class NotSignedIn(ZuoxiError):
    code: ClassVar[str] = "not_signed_in"
    status: ClassVar[int] = 401
    zh: ClassVar[str] = "请先登录。"
    en: ClassVar[str] = "Please sign in first."


class SessionLocked(ZuoxiError):
    """The page is covered: nothing is shown until the password is given."""

    code: ClassVar[str] = "session_locked"
    status: ClassVar[int] = 423
    zh: ClassVar[str] = "页面已锁定，请输入密码解锁。"
    en: ClassVar[str] = "The page is locked. Enter your password to go on."


class PasswordNeeded(ZuoxiError):
    """Somebody else has chosen the password."""

    code: ClassVar[str] = "password_needed"
    status: ClassVar[int] = 423
    zh: ClassVar[str] = "请先设置自己的密码。"
    en: ClassVar[str] = "Please choose a password of your own first."


class SecondFactorNeeded(ZuoxiError):
    """A role asks for a second factor, and its holder has none."""

    code: ClassVar[str] = "second_factor_needed"
    status: ClassVar[int] = 423
    zh: ClassVar[str] = "您的角色需要二次验证，请先设置。"
    en: ClassVar[str] = "Your role asks for a second factor. Please set one up first."


class HalfOver(ZuoxiError):
    """The password was given too long ago to go on with a code."""

    code: ClassVar[str] = "half_over"
    status: ClassVar[int] = 401
    zh: ClassVar[str] = "请重新输入用户名和密码。"
    en: ClassVar[str] = "Please enter your username and password again."


class PageTooOld(ZuoxiError):
    """The CSRF token is missing or of another session."""

    code: ClassVar[str] = "page_too_old"
    status: ClassVar[int] = 403
    zh: ClassVar[str] = "页面已过期，请刷新后再试。"
    en: ClassVar[str] = "This page is out of date. Reload it and try again."


class NotAllowed(ZuoxiError):
    code: ClassVar[str] = "not_allowed"
    status: ClassVar[int] = 403
    zh: ClassVar[str] = "您没有权限进行此操作。"
    en: ClassVar[str] = "You are not allowed to do that."


class NotFound(ZuoxiError):
    """It does not exist, or not within this person's reach: both look the same."""

    code: ClassVar[str] = "not_found"
    status: ClassVar[int] = 404
    zh: ClassVar[str] = "没有找到，或不在您的管理范围内。"
    en: ClassVar[str] = "Not found, or outside your reach."


class WrongSignIn(ZuoxiError):
    code: ClassVar[str] = "wrong_sign_in"
    status: ClassVar[int] = 401
    zh: ClassVar[str] = "用户名或密码不正确。"
    en: ClassVar[str] = "The username or the password is wrong."


class LockedOut(ZuoxiError):
    code: ClassVar[str] = "locked_out"
    status: ClassVar[int] = 429
    zh: ClassVar[str] = "登录失败次数过多，请在 {minutes} 分钟后再试，或请管理员重设密码。"
    en: ClassVar[str] = (
        "Too many failed attempts. Try again in {minutes} minutes, or ask an administrator "
        "to reset the password."
    )


class TooBusy(ZuoxiError):
    """Too many are signing in at this moment."""

    code: ClassVar[str] = "too_busy"
    status: ClassVar[int] = 503
    zh: ClassVar[str] = "现在登录的人太多，请稍后再试。"
    en: ClassVar[str] = "Too many people are signing in just now. Please try again in a moment."


class TooManyLookUps(ZuoxiError):
    """Somebody who does not see numbers has asked for many whole ones."""

    code: ClassVar[str] = "too_many_look_ups"
    status: ClassVar[int] = 429
    zh: ClassVar[str] = "按完整号码查询过于频繁，请一分钟后再试，或用末四位查询。"
    en: ClassVar[str] = (
        "That was too many searches for whole numbers. Wait a minute, or search by the last four digits."
    )


class TooManyUnmaskings(ZuoxiError):
    """Somebody has seen many numbers whole within an hour."""

    code: ClassVar[str] = "too_many_unmaskings"
    status: ClassVar[int] = 429
    zh: ClassVar[str] = "一小时内查看完整号码的次数已用完，请稍后再试；需要更多时请管理员授予查看号码的权限。"
    en: ClassVar[str] = (
        "That is as many whole numbers as an hour allows. Try again later, or ask an administrator "
        "for the right to see numbers."
    )


class AlreadySetUp(ZuoxiError):
    code: ClassVar[str] = "already_set_up"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "系统已经完成初始设置，请直接登录。"
    en: ClassVar[str] = "This installation is already set up. Please sign in."


class FormErrors(ZuoxiError):
    """Fields that cannot be accepted as they are: `{field: (Chinese, English)}`."""

    code: ClassVar[str] = "invalid"
    status: ClassVar[int] = 422
    zh: ClassVar[str] = "有内容需要修改，请看各项的提示。"
    en: ClassVar[str] = "Some entries need a change; see the notes beside them."

    def __init__(self, fields: Mapping[str, Sentence]) -> None:
        self.sentences = dict(fields)
        super().__init__(fields={name: {"zh": zh, "en": en} for name, (zh, en) in fields.items()})


class ExportGone(ZuoxiError):
    """The workbook has been tidied away."""

    code: ClassVar[str] = "export_gone"
    status: ClassVar[int] = 410
    zh: ClassVar[str] = "导出的文件保留 7 天，每人保留最近 20 份，请重新导出。"
    en: ClassVar[str] = (
        "Exported files are kept for 7 days, and the latest 20 of each person. Please export the list again."
    )


class ExportWithdrawn(ZuoxiError):
    """The workbook shows what its reader might see when it was written, and may not now."""

    code: ClassVar[str] = "export_withdrawn"
    status: ClassVar[int] = 403
    zh: ClassVar[str] = "导出之后您的权限有变动，这份文件不能再下载，请重新导出。"
    en: ClassVar[str] = "Your permissions have changed since this was exported. Please export the list again."


class TooManyExports(ZuoxiError):
    """As many lists as one person may ask for at a time are being written."""

    code: ClassVar[str] = "too_many_exports"
    status: ClassVar[int] = 429
    zh: ClassVar[str] = "您的导出还在生成，请等它们完成后再导出。"
    en: ClassVar[str] = "Your exports are still being written. Please wait until they are done."


class InUse(ZuoxiError):
    """Something else still needs it."""

    code: ClassVar[str] = "in_use"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "仍有 {count} 项在使用，暂时不能停用。"
    en: ClassVar[str] = "{count} other entries still use it, so it cannot be deactivated yet."

    def __init__(self, count: int, **data: Any) -> None:
        super().__init__(count=count, **data)


class ChangedMeanwhile(ZuoxiError):
    """Somebody has changed the row since the asker looked at it. `by`, `at`, `version`, `fields_changed`."""

    code: ClassVar[str] = "changed_meanwhile"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "您打开之后，{by}修改了这一项。您的修改没有保存。"
    en: ClassVar[str] = "{by} changed this after you opened it. Your changes were not saved."

    def __init__(self, by: str, **data: Any) -> None:
        super().__init__(by=by, **data)


class LastAdministrator(ZuoxiError):
    code: ClassVar[str] = "last_administrator"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "至少要保留一位管理员。"
    en: ClassVar[str] = "At least one administrator has to remain."
