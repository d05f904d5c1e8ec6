"""What can go wrong in telephony."""

from typing import ClassVar

from zuoxi.kernel.errors import ZuoxiError


class NoDevice(ZuoxiError):
    """The person has nothing to speak through."""

    code: ClassVar[str] = "no_device"
    status: ClassVar[int] = 404
    zh: ClassVar[str] = "还没有为您配置话机，请联系管理员。"
    en: ClassVar[str] = "No phone has been set up for you yet. Please ask an administrator."
