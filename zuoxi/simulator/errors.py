"""What can go wrong at the doors of the simulator."""

from typing import ClassVar

from zuoxi.kernel.errors import ZuoxiError


class NoDemo(ZuoxiError):
    """This is a real installation, or not the sample company."""

    code: ClassVar[str] = "no_demo"
    status: ClassVar[int] = 404
    zh: ClassVar[str] = "只有示例公司可以使用演示功能。"
    en: ClassVar[str] = "Only the sample company has demo functions."


class CarrierAway(ZuoxiError):
    """The carrier laboratory does not answer."""

    code: ClassVar[str] = "carrier_away"
    status: ClassVar[int] = 503
    zh: ClassVar[str] = "演示用的运营商没有运行，请稍后再试。"
    en: ClassVar[str] = "The sample carrier is not running. Please try again in a moment."


class WhatIfUnderWay(ZuoxiError):
    """One person has one day played at a time: it takes all that a processor can do."""

    code: ClassVar[str] = "what_if_under_way"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "您的上一次推演还没有结束，请等它完成或先停止它。"
    en: ClassVar[str] = "Your last what-if run goes on still. Please wait for it, or stop it first."
