"""What can go wrong for somebody who works with calls."""

from typing import ClassVar

from zuoxi.kernel.errors import ZuoxiError


class CallbackClosed(ZuoxiError):
    code: ClassVar[str] = "callback_closed"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "该回拨任务已经关闭。"
    en: ClassVar[str] = "This callback is closed already."


class CallbackWithoutQueue(ZuoxiError):
    """Nobody would speak to a customer whom the house calls."""

    code: ClassVar[str] = "callback_without_queue"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "这个回拨不属于任何队列，系统回呼后没有坐席员接听；请人工回拨。"
    en: ClassVar[str] = (
        "This callback belongs to no queue, so nobody would speak to him; please dial it yourself."
    )


class CallbackClaimed(ZuoxiError):
    """Somebody else has taken it on; `name` is who."""

    code: ClassVar[str] = "callback_claimed"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "{name} 已经领取了该回拨任务。"
    en: ClassVar[str] = "{name} has taken this callback on already."


class MessageClosed(ZuoxiError):
    code: ClassVar[str] = "message_closed"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "该留言已经处理完毕。"
    en: ClassVar[str] = "This message is closed already."


class MessageClaimed(ZuoxiError):
    """Somebody else has taken it on; `name` is who."""

    code: ClassVar[str] = "message_claimed"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "{name} 已经领取了这条留言。"
    en: ClassVar[str] = "{name} has taken this message on already."


class RecordingNotReady(ZuoxiError):
    code: ClassVar[str] = "recording_not_ready"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "录音正在保存，请稍后再试。"
    en: ClassVar[str] = "The recording is being stored; try again in a moment."


class RecordingMissing(ZuoxiError):
    code: ClassVar[str] = "recording_missing"
    status: ClassVar[int] = 404
    zh: ClassVar[str] = "录音文件不见了，已上报。"
    en: ClassVar[str] = "The recording's file is gone; this has been reported."


class RecordingAltered(ZuoxiError):
    code: ClassVar[str] = "recording_altered"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "录音文件与校验值不符，不能播放，已上报。"
    en: ClassVar[str] = "The recording does not match its checksum and is not played; this has been reported."


class RangeNotThere(ZuoxiError):
    """The part asked for lies behind the file's end."""

    code: ClassVar[str] = "range_not_there"
    status: ClassVar[int] = 416
    zh: ClassVar[str] = "请求的录音片段不存在。"
    en: ClassVar[str] = "That part of the recording does not exist."


class NotYourConversation(ZuoxiError):
    """Only who spoke says what came of it."""

    code: ClassVar[str] = "not_your_conversation"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "只有接听这通电话的坐席员可以填写小结。"
    en: ClassVar[str] = "Only an agent who spoke in this call says what came of it."


class ArchiveBusy(ZuoxiError):
    """Facts are on their way into the archive, or records are made again from all of them."""

    code: ClassVar[str] = "archive_busy"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "正在归档话务事实或由事实重建记录，请等它完成后再试。"
    en: ClassVar[str] = "Facts are being archived, or records are made again from them; try again after that."


class VolumeMissing(ZuoxiError):
    """Without all facts records would be made again from some of them."""

    code: ClassVar[str] = "volume_missing"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = (
        "归档卷 {volume} 不见了或与校验值不符。请从备份恢复到 recordings/store/{volume}，再试一次。"
    )
    en: ClassVar[str] = (
        "The archive's volume {volume} is gone or does not match its checksum. "
        "Bring it back from a backup to recordings/store/{volume}, then try again."
    )


class RecordingErased(ZuoxiError):
    code: ClassVar[str] = "recording_erased"
    status: ClassVar[int] = 410
    zh: ClassVar[str] = "这段录音已过保存期限，按保存规则删除。"
    en: ClassVar[str] = "This recording's span is over; it was deleted by the rules of retention."


class RecordingStoreAway(ZuoxiError):
    """The store does not answer; that says nothing about the file."""

    code: ClassVar[str] = "recording_store_away"
    status: ClassVar[int] = 503
    zh: ClassVar[str] = "录音存储暂时连接不上，录音没有丢失。请稍后再试；一直如此请告诉管理员。"
    en: ClassVar[str] = (
        "The store of recordings does not answer; nothing is lost. Try again later, and tell an "
        "administrator if it stays so."
    )


class BeyondTheEnd(ZuoxiError):
    code: ClassVar[str] = "beyond_the_end"
    status: ClassVar[int] = 422
    zh: ClassVar[str] = "这个时刻在录音结束之后，请选录音里的一个时刻。"
    en: ClassVar[str] = "That moment lies after the end of the recording; choose one within it."


class HandOverReceived(ZuoxiError):
    """What was signed for is not written any more."""

    code: ClassVar[str] = "hand_over_received"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "这次移交已经签收，不能再改。缺的录音请新建一次移交，并选“只移交没有签收过的”。"
    en: ClassVar[str] = (
        "This hand-over has been signed for and stays as it is. For what lacks begin another one with "
        "“only what nobody has signed for”."
    )


class HandOverAtWork(ZuoxiError):
    code: ClassVar[str] = "hand_over_at_work"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "这次移交正在进行，请等它完成，或先停止它。"
    en: ClassVar[str] = "This hand-over is going on; wait for its end, or stop it first."


class HandOverNotDone(ZuoxiError):
    code: ClassVar[str] = "hand_over_not_done"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "这次移交还没有全部复制并校验，完成后才能签收。"
    en: ClassVar[str] = "Not everything has been copied and compared yet; it can be signed for after that."
