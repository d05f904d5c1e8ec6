"""What can go wrong with a live process as a whole."""

from zuoxi.kernel.errors import ZuoxiError


class LiveError(ZuoxiError):
    """Base of this room's errors."""

    code = "live_error"
    status = 503


class LeaseTaken(LiveError):
    """Another live process runs this floor."""

    code = "lease_taken"
    zh = "话务进程已在运行（现场 {floor}）。请先停止它。"
    en = "A live process already runs floor {floor}. Stop it first."


class NoConfiguration(LiveError):
    """The database is away and this floor has never run here."""

    code = "no_configuration"
    zh = "数据库无法访问，本机也没有上次的配置。请检查数据库。"
    en = "The database cannot be reached and there is no earlier configuration here. Check the database."
