"""What a leader may ask of the floor, and an agent of his leader: one row per command (T12)."""

from zuoxi.engine.events import (
    ForcedReleaseRequested,
    ForcedSignOutRequested,
    ForcedStateRequested,
    ForcedTransferRequested,
    HelpRequested,
    PickUpRequested,
    SuperviseRequested,
    SupervisionStopRequested,
    TalkRequested,
    TextSent,
    Way,
    WordsSeen,
)
from zuoxi.engine.gate import DialPermit
from zuoxi.gateway.asker import Asker, Rule, whom
from zuoxi.gateway.protocol import (
    AgentArgs,
    CallArgs,
    ForcedArgs,
    ForcedCallArgs,
    ForcedNotReadyArgs,
    ForcedPassArgs,
    NoArgs,
    SuperviseArgs,
    TextArgs,
    WordsArgs,
)
from zuoxi.gateway.viewer import AT_THE_PHONE, FLOOR_LEAD
from zuoxi.outbox.channel import AnyRequest

LEAD = (FLOOR_LEAD,)


def _on_call(by: Asker, args: SuperviseArgs, way: Way) -> AnyRequest:
    return SuperviseRequested(**by.leading(), agent=args.agent, call=args.call, way=way)


def _monitor(by: Asker, args: SuperviseArgs) -> AnyRequest:
    return _on_call(by, args, "monitor")


def _whisper(by: Asker, args: SuperviseArgs) -> AnyRequest:
    return _on_call(by, args, "whisper")


def _barge(by: Asker, args: SuperviseArgs) -> AnyRequest:
    return _on_call(by, args, "barge")


def _stop_supervising(by: Asker, args: NoArgs) -> AnyRequest:
    return SupervisionStopRequested(**by.head())


def _talk_to(by: Asker, args: AgentArgs) -> AnyRequest:
    return TalkRequested(**by.leading(), agent=args.agent)


def _pick_up(by: Asker, args: CallArgs) -> AnyRequest:
    return PickUpRequested(**by.leading(), call=args.call)


def _force_transfer(by: Asker, args: ForcedPassArgs, permit: DialPermit | None = None) -> AnyRequest:
    return ForcedTransferRequested(**by.leading(), agent=args.agent, **whom(args, permit))


def _force_release(by: Asker, args: ForcedCallArgs) -> AnyRequest:
    return ForcedReleaseRequested(**by.leading(), agent=args.agent, call=args.call, why=args.why)


def _force_ready(by: Asker, args: ForcedArgs) -> AnyRequest:
    return ForcedStateRequested(**by.leading(), agent=args.agent, why=args.why)


def _force_not_ready(by: Asker, args: ForcedNotReadyArgs) -> AnyRequest:
    return ForcedStateRequested(**by.leading(), agent=args.agent, reason=args.reason, why=args.why)


def _force_sign_out(by: Asker, args: ForcedArgs) -> AnyRequest:
    return ForcedSignOutRequested(**by.leading(), agent=args.agent, why=args.why)


def _send_text(by: Asker, args: TextArgs) -> AnyRequest:
    return TextSent(**by.leading(), agents=args.agents, text=args.text)


def _words_seen(by: Asker, args: WordsArgs) -> AnyRequest:
    return WordsSeen(**by.head(), ids=args.ids)


def _ask_help(by: Asker, args: NoArgs) -> AnyRequest:
    return HelpRequested(**by.head(), wanted=True)


def _withdraw_help(by: Asker, args: NoArgs) -> AnyRequest:
    return HelpRequested(**by.head(), wanted=False)


RULES: dict[str, Rule] = {
    "monitor": Rule(permissions=LEAD, build=_monitor),
    "whisper": Rule(permissions=LEAD, build=_whisper),
    "barge": Rule(permissions=LEAD, build=_barge),
    "stop_supervising": Rule(permissions=LEAD, build=_stop_supervising),
    "talk_to": Rule(permissions=LEAD, build=_talk_to),
    "pick_up": Rule(permissions=LEAD, build=_pick_up),
    "force_transfer": Rule(permissions=LEAD, build=_force_transfer),
    "force_release": Rule(permissions=LEAD, build=_force_release),
    "force_ready": Rule(permissions=LEAD, build=_force_ready),
    "force_not_ready": Rule(permissions=LEAD, build=_force_not_ready),
    "force_sign_out": Rule(permissions=LEAD, build=_force_sign_out),
    "send_text": Rule(permissions=LEAD, build=_send_text),
    "words_seen": Rule(permissions=AT_THE_PHONE, build=_words_seen),
    "ask_help": Rule(permissions=AT_THE_PHONE, build=_ask_help),
    "withdraw_help": Rule(permissions=AT_THE_PHONE, build=_withdraw_help),
}
