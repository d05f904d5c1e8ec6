"""What can go wrong between the processes."""

from zuoxi.kernel.errors import ZuoxiError


class LiveAway(ZuoxiError):
    """The live process cannot be reached; nothing was done."""

    code = "live_away"
    status = 503
    zh = "通话服务暂时不可用，请稍候，系统正在自动恢复。"
    en = "The call service is away for a moment. It comes back by itself; please wait."


class LiveSilent(ZuoxiError):
    """The live process took the request and did not answer in time; it may have been done."""

    code = "live_silent"
    status = 504
    zh = "通话服务没有及时答复，请先查看当前状态，再决定是否重试。"
    en = "The call service did not answer in time. Look at the present state before you try again."


class AlreadyServed(ZuoxiError):
    """Another live process listens on this house's socket."""

    code = "already_served"
    status = 409
    zh = "另一个通话服务进程正在使用 {path}。"
    en = "Another live process is using {path}."
