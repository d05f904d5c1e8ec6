"""What the audit trail tells, in words: who reads it has done nothing with `queue.hidden` in his life."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from zuoxi.organisation.errors import Sentence

KINDS: dict[str, Sentence] = {
    "accessnumber": ("接入号", "Access number"),
    "approval": ("审批", "Approval"),
    "approvalchain": ("审批链", "Approval chain"),
    "customer": ("客户", "Customer"),
    "customerclass": ("客户类别", "Customer class"),
    "deputy": ("代理", "Deputy"),
    "device": ("话机", "Device"),
    "disposition": ("小结", "Result"),
    "handover": ("录音移交", "Hand-over of recordings"),
    "holidayday": ("节假日", "Holiday"),
    "ivrflow": ("IVR 流程", "IVR flow"),
    "notreadyreason": ("示忙原因", "Not-ready reason"),
    "orgunit": ("组织", "Unit"),
    "person": ("人员", "Person"),
    "prompt": ("提示音", "Prompt"),
    "retentionclass": ("保存类别", "Retention class"),
    "queue": ("队列", "Queue"),
    "seat": ("席位", "Seat"),
    "serviceline": ("业务线", "Service line"),
    "skillgroup": ("技能组", "Skill group"),
    "tenant": ("公司", "Company"),
    "trunk": ("中继", "Trunk"),
}
"""What is set up, by the name of its table."""

DONE: dict[str, Sentence] = {
    "created": ("新建{}", "{} added"),
    "changed": ("修改{}", "{} changed"),
    "hidden": ("停用{}", "{} deactivated"),
    "restored": ("恢复{}", "{} restored"),
    "removed": ("移除{}", "{} removed"),
}

OTHERS: dict[str, Sentence] = {
    "agent.monitor": ("监听坐席", "Listened to an agent"),
    "agent.whisper": ("对坐席耳语", "Whispered to an agent"),
    "agent.barge": ("强插坐席通话", "Barged into an agent's call"),
    "agent.picked_up": ("代接来电", "Picked up a call"),
    "agent.transferred": ("强转坐席的客户", "Passed an agent's customer on"),
    "agent.released": ("强拆坐席通话", "Released an agent's call"),
    "agent.made_ready": ("强制示闲", "Made an agent ready"),
    "agent.made_not_ready": ("强制示忙", "Made an agent not ready"),
    "agent.called": ("呼叫坐席", "Called an agent"),
    "agent.signed_out": ("强制签出", "Signed an agent out"),
    "agent.text": ("发送文字通知", "Sent a text to agents"),
    "approval.approve": ("同意审批", "Approved"),
    "approval.begin": ("提交审批", "Handed in for approval"),
    "approval.hand_in": ("重新提交审批", "Handed in again"),
    "approval.reject": ("驳回审批", "Rejected"),
    "approval.remind": ("催办审批", "Reminded of an approval"),
    "approval.return": ("退回审批", "Sent back"),
    "approval.withdraw": ("撤回审批", "Approval taken back"),
    "deputy.ended": ("结束代理", "Deputy ended"),
    "audit.exported": ("导出审计记录", "Audit trail exported"),
    "blacklist.added": ("加入黑名单", "Blacklisted"),
    "blacklist.exported": ("导出黑名单", "Blacklist exported"),
    "blacklist.removed": ("移出黑名单", "Taken off the blacklist"),
    "blacklist.restored": ("恢复黑名单", "Blacklisted again"),
    "call.result_given": ("补填小结", "Result given later"),
    "caller.given": ("指给来电客户", "Caller given to an agent"),
    "caller.priority_set": ("调整来电客户的优先级", "Caller's priority set"),
    "caller.withdrawn": ("取消指给", "Caller taken back"),
    "callback.automatic": ("交给系统自动回呼", "Callback given to the system"),
    "callback.by_people": ("改由人工回拨", "Callback taken back by people"),
    "callback.claimed": ("接手回拨", "Callback taken"),
    "callback.closed": ("关闭回拨", "Callback closed"),
    "callback.released": ("退回回拨", "Callback released"),
    "message.claimed": ("接手留言", "Message taken"),
    "message.closed": ("处理完留言", "Message closed"),
    "message.released": ("退回留言", "Message released"),
    "callbacks.exported": ("导出回拨", "Callbacks exported"),
    "calls.exported": ("导出通话", "Calls exported"),
    "customer.numbers_changed": ("修改客户号码", "Customer numbers changed"),
    "customers.exported": ("导出客户", "Customers exported"),
    "demo.customer_called": ("演示来电", "Demo call"),
    "destinations.set": ("设置可拨号码类别", "Destinations set"),
    "device.password_renewed": ("重设话机密码", "Device password renewed"),
    "dial_hours.set": ("设置外呼时段", "Calling hours set"),
    "do-not-call.exported": ("导出免打扰名单", "Do-not-call list exported"),
    "do_not_call.added": ("加入免打扰", "Do-not-call added"),
    "do_not_call.removed": ("移出免打扰", "Do-not-call removed"),
    "do_not_call.restored": ("恢复免打扰", "Do-not-call restored"),
    "hand_over.finished": ("录音移交已复制并校验", "Recordings copied and compared for a hand-over"),
    "hand_over.gone_on": ("继续录音移交", "Hand-over of recordings taken up again"),
    "hand_over.received": ("录音移交签收", "Recordings received"),
    "hand_over.started": ("开始录音移交", "Hand-over of recordings begun"),
    "ivrflow.published": ("发布 IVR 流程", "IVR flow published"),
    "ivrflow.tried": ("试拨 IVR 流程，查看了客户数据", "IVR flow tried out on a caller's data"),
    "ivrflow.rolled_back": ("IVR 流程恢复为以前的版本", "IVR flow rolled back"),
    "rating_texts.set": ("修改评价邀请短信", "Words of the rating message set"),
    "job.cancel_asked": ("停止任务", "Job stopped"),
    "customer.seen": ("查看客户", "Looked at a customer"),
    "door.refused": ("没有权限，已拒绝", "Tried what is not allowed"),
    "number.unmasked": ("查看完整号码", "Saw a masked number whole"),
    "number.looked_up": ("按完整号码查询", "Searched for a whole number"),
    "people.exported": ("导出人员", "People exported"),
    "person.password_set": ("重设密码", "Password set"),
    "person.recovery_codes_renewed": ("换新恢复代码", "Recovery codes renewed"),
    "person.second_factor_removed": ("移除二次验证", "Second factor removed"),
    "person.second_factor_set": ("设置二次验证", "Second factor set up"),
    "phones.guessed_at": (
        "猜测话机密码的地址被暂时挡在门外",
        "Address shut out: it guessed at phones' passwords",
    ),
    "prompt.sound_set": ("更换提示音的声音", "Prompt given a new sound"),
    "queue.groups_changed": ("修改队列的技能组", "Queue groups changed"),
    "recording.altered": ("录音已被改动", "Recording altered"),
    "comment.changed": ("修改录音评论", "Comment on a recording changed"),
    "comment.removed": ("撤回录音评论", "Comment on a recording taken back"),
    "comment.written": ("评论录音", "Comment on a recording"),
    "recording.downloaded": ("下载录音", "Recording downloaded"),
    "recording.erased": ("录音到期删除", "Recording erased, its span was over"),
    "recording.held": ("冻结录音", "Recording held"),
    "recording.released": ("解除冻结", "Recording released"),
    "recording.missing": ("录音丢失", "Recording missing"),
    "recording.short": ("录音不完整", "Recording incomplete"),
    "recording.stored": ("录音已整理", "Recording stored"),
    "recording.verified": ("录音已校验", "Recording verified"),
    "recording.played": ("播放录音", "Recording played"),
    "refusals.exported": ("导出外呼拦截", "Refused calls exported"),
    "safety.set": ("设置登录安全", "Sign-in safety set"),
    "session.code_refused": ("验证码错误", "Code refused"),
    "session.recovery_code_used": ("使用恢复代码登录", "Signed in by a recovery code"),
    "session.ended": ("退出登录", "Signed out"),
    "session.ended_elsewhere": ("结束一处登录", "Signed out in one place"),
    "session.ended_everywhere": ("结束全部登录", "Signed out everywhere"),
    "session.locked": ("锁定页面", "Page locked"),
    "session.unlocked": ("解锁页面", "Page unlocked"),
    "session.refused": ("登录失败", "Sign-in refused"),
    "session.started": ("登录", "Signed in"),
    "skillgroup.members_changed": ("修改技能组成员", "Group members changed"),
    "tenant.created": ("建立公司", "Company set up"),
    "thresholds.set": ("设置现场界限", "Floor limits set"),
    "trunk.numbers_changed": ("修改中继的号码", "Trunk numbers changed"),
    "demo.traffic_off": ("关闭示例话务", "Sample traffic switched off"),
    "demo.traffic_on": ("打开示例话务", "Sample traffic switched on"),
    "what_if.exported": ("导出推演", "What-if run exported"),
    "what_if.started": ("开始推演", "What-if run started"),
}

FIELDS: dict[str, Sentence] = {
    "address": ("地址", "Address"),
    "ahead_ms": ("提前", "Ahead by"),
    "allowance_min": ("每日限额（分钟）", "Minutes a day"),
    "allowed": ("允许", "Allowed"),
    "after_transfer": ("转接未成时", "When a transfer fails"),
    "announce_every_ms": ("排队播报间隔", "Told of the wait every"),
    "call": ("通话", "Call"),
    "callback_automatic": ("自动回呼", "Called back by the system"),
    "callback_by_key": ("等待中按 1 预约回电", "Callback by key 1"),
    "callback_on_abandon": ("放弃等待时建立回拨", "Callback when a caller gives up"),
    "callback_in_flow": ("在流程中挂机也建立回拨", "Callback when a caller hangs up in the flow"),
    "callback_not_in_service": ("拨打未启用号码也建立回拨", "Callback for numbers not in service"),
    "callback_pause_ms": ("第二次自动回呼前的间隔", "Pause before the second automatic try"),
    "callback_tries": ("自动回呼次数", "Automatic tries"),
    "caller_id": ("外显号码", "Caller ID"),
    "capacity": ("容量", "Capacity"),
    "company": ("单位", "Company"),
    "date": ("日期", "Date"),
    "days": ("单独设定的日期", "Dates of their own"),
    "announce_agent": ("工号播报", "Agent number announced"),
    "auto_answer": ("自动接听", "Automatic answer"),
    "whisper": ("业务播报", "Named to the agent by"),
    "decline_needs_reason": ("拒接须说明原因", "Declining needs a reason"),
    "device": ("浏览器", "Browser"),
    "dial": ("拨叫地址", "Dial string"),
    "domain": ("SIP 域", "SIP domain"),
    "endpoint": ("端点名", "Endpoint"),
    "expires_at": ("到期", "Expires"),
    "filters": ("筛选", "Filters"),
    "flow_id": ("IVR 流程", "IVR flow"),
    "gender": ("性别", "Gender"),
    "given_to": ("指给", "Given to"),
    "greeting": ("欢迎语", "Greeting"),
    "hidden_at": ("停用", "Deactivated"),
    "home_area": ("本地区号", "Home area code"),
    "records_internal": ("内线通话录音", "Record internal calls"),
    "host": ("运营商地址", "Carrier host"),
    "idle_lock_minutes": ("空闲锁定（分钟）", "Locked when idle (minutes)"),
    "kind": ("类型", "Kind"),
    "language": ("语言", "Language"),
    "left": ("剩余", "Left"),
    "length_ms": ("时长", "Length"),
    "marks": ("标签", "Tags"),
    "match": ("来源地址", "Source addresses"),
    "max_missed": ("连续未接上限", "Missed in a row"),
    "music": ("等待音乐", "Music"),
    "name": ("名称", "Name"),
    "name_en": ("英文名称", "English name"),
    "node_id": ("交换节点", "Switch node"),
    "note": ("说明", "Note"),
    "number": ("号码", "Number"),
    "numbers": ("电话号码", "Numbers"),
    "order": ("算作下单", "Counts as an order"),
    "org_unit_id": ("所属组织", "Unit"),
    "owner_id": ("负责人", "Owner"),
    "people": ("人数", "People"),
    "person_id": ("使用人", "Person"),
    "plan_column": ("座位图的列", "Column on the plan"),
    "plan_row": ("座位图的行", "Row on the plan"),
    "port": ("端口", "Port"),
    "position": ("顺序", "Place"),
    "priority": ("优先级", "Priority"),
    "because": ("原因", "Reason"),
    "class": ("保存类别", "Retention class"),
    "at_ms": ("录音位置", "Moment of the recording"),
    "text": ("内容", "Words"),
    "mark": ("下载标记", "Mark of the download"),
    "sha256": ("校验值（SHA-256）", "Checksum (SHA-256)"),
    "lacking": ("缺", "Lacking"),
    "manifest_sha256": ("清单校验值（SHA-256）", "Checksum of the list (SHA-256)"),
    "medium": ("介质", "Medium"),
    "month": ("月份", "Month"),
    "received_by": ("接收人", "Received by"),
    "recordings": ("录音数", "Recordings"),
    "rest_only": ("只移交没有签收过的", "Only what nobody has signed for"),
    "keep_days": ("保存天数（0 为永久）", "Kept for days (0: for good)"),
    "disposition_id": ("小结", "Result"),
    "project": ("项目", "Project"),
    "queue_id": ("队列", "Queue"),
    "rating": ("邀请客户评价", "Asking for a rating"),
    "rating_flow_id": ("评价流程", "Rating flow"),
    "rating_link": ("短信链接邀请评价", "Asking by a link in a text message"),
    "reason": ("原因", "Reason"),
    "door": ("功能", "Door"),
    "recording_announcement": ("录音提示", "Recording notice"),
    "remark": ("备注", "Remark"),
    "result": ("结果", "Result"),
    "returning": ("老客户先找原坐席员", "Returning customers ring at their own agent first"),
    "returning_priority": ("老客户提前", "Returning head start"),
    "ring_timeout_ms": ("振铃时限", "Ring time"),
    "roles": ("角色", "Roles"),
    "rows": ("条数", "Rows"),
    "second_factor_roles": ("须二次验证的角色", "Roles with a second factor"),
    "service_line_id": ("业务线", "Service line"),
    "spans": ("时段", "Hours"),
    "strategy": ("分配方式", "Who is offered a call"),
    "tell_unstaffed": ("无人签入时立即告知", "Told at once when nobody is there"),
    "timeout_ms": ("最长等待", "Longest wait"),
    "timezone": ("时区", "Time zone"),
    "type": ("范围", "For"),
    "username": ("用户名", "Username"),
    "vip": ("来电按 VIP 接待", "Treated as VIP on the phone"),
    "vip_group_id": ("VIP 组", "VIP group"),
    "vip_priority": ("VIP 提前", "VIP head start"),
    "voicemail_by_key": ("等待中按 2 留言", "Message by key 2"),
    "voicemail_when_unserved": ("无法接待时可留言", "Message when nobody can serve"),
    "weekly": ("每周时段", "Weekly hours"),
    "weekly_hours": ("每周时段", "Weekly hours"),
    "weight": ("权重", "Weight"),
    "why": ("说明", "Why"),
    "zh": ("中文", "Chinese"),
    "en": ("英文", "English"),
    "words_en": ("英文内容", "English words"),
    "deputy_id": ("代理人", "Deputy"),
    "until": ("到", "Until"),
    "when": ("适用条件", "Holds when"),
    "steps": ("环节", "Steps"),
    "own": ("申请人可审批自己的申请", "Requester may decide"),
    "words_zh": ("中文内容", "Chinese words"),
    "version": ("版本", "Version"),
    "sources": ("查询的数据", "Looked up"),
    "wait_amber_ms": ("等待变黄", "Wait: amber"),
    "wait_red_ms": ("等待变红", "Wait: red"),
    "level_amber": ("服务水平变黄", "Service level: amber"),
    "level_red": ("服务水平变红", "Service level: red"),
    "ringing_amber_ms": ("振铃变黄", "Ringing: amber"),
    "ringing_red_ms": ("振铃变红", "Ringing: red"),
    "dialling_amber_ms": ("呼出变黄", "Dialling: amber"),
    "dialling_red_ms": ("呼出变红", "Dialling: red"),
    "talking_amber_ms": ("通话变黄", "Talking: amber"),
    "talking_red_ms": ("通话变红", "Talking: red"),
    "holding_amber_ms": ("保持变黄", "Holding: amber"),
    "holding_red_ms": ("保持变红", "Holding: red"),
    "wrap_up_amber_ms": ("话后处理变黄", "Wrap-up: amber"),
    "wrap_up_red_ms": ("话后处理变红", "Wrap-up: red"),
    "not_ready_amber_ms": ("示忙变黄", "Not ready: amber"),
    "not_ready_red_ms": ("示忙变红", "Not ready: red"),
    "reconnecting_amber_ms": ("重新连接变黄", "Reconnecting: amber"),
    "reconnecting_red_ms": ("重新连接变红", "Reconnecting: red"),
    "wrap_up_ms": ("话后时长", "Wrap-up"),
}
"""What the values are called, in files and on pages; an id is told by what it names, the rest tells a person
nothing."""

YES: Sentence = ("是", "Yes")
NO: Sentence = ("否", "No")
OFF: Sentence = ("休息", "closed")


def action_said(action: str) -> Sentence:
    """An action of the trail in words."""
    if action in OTHERS:
        return OTHERS[action]
    kind, _, done = action.partition(".")
    if kind not in KINDS or done not in DONE:
        return ("其他操作", "Something else")
    (zh, en), (zh_done, en_done) = KINDS[kind], DONE[done]
    return (zh_done.format(zh), en_done.format(en))


def kind_said(kind: str) -> Sentence:
    """The kind of a subject in words; empty for what only happens."""
    return KINDS.get(kind, ("", ""))


def values_said(values: Mapping[str, Any] | None, *, english: bool, zone: ZoneInfo) -> str:
    """The values of one side of a change with their names; ids and what only machines need are left out."""
    told = []
    for name, value in (values or {}).items():
        if name in FIELDS and (said := _value(name, value, english, zone)):
            told.append(f"{FIELDS[name][english]}: {said}" if english else f"{FIELDS[name][0]}：{said}")
    return ("; " if english else "；").join(told)


def _value(name: str, value: Any, english: bool, zone: ZoneInfo) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return (YES if value else NO)[english]
    if name == "hidden_at":
        return YES[english]
    if name.endswith("_at"):
        return f"{dt.datetime.fromisoformat(value).astimezone(zone):%Y-%m-%d %H:%M:%S}"
    if name.endswith("_ms"):
        return f"{value // 60_000:02}:{value // 1000 % 60:02}"
    if name in ("weekly", "weekly_hours"):
        return " | ".join(_spans(day) or OFF[english] for day in value)
    if name == "spans":
        return _spans(value) or OFF[english]
    return ", ".join(word for word in _leaves(value) if not _ID.fullmatch(word))


_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22,}")


def _spans(spans: Any) -> str:
    return " ".join(f"{_clock(start)}-{_clock(end)}" for start, end in spans)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _leaves(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [leaf for one in value.values() for leaf in _leaves(one)]
    if isinstance(value, list | tuple):
        return [leaf for one in value for leaf in _leaves(one)]
    return [str(value)]
