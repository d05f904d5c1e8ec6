"""What a page may ask for: one row per command."""

import msgspec

from zuoxi.engine.events import (
    AnswerRequested,
    ColleagueCallRequested,
    CompleteRequested,
    ConferenceRequested,
    ConsultRequested,
    DeclineRequested,
    DialRequested,
    GiveRequested,
    HangUpRequested,
    HoldRequested,
    KeysRequested,
    MuteRequested,
    NotReadyRequested,
    PriorityRequested,
    RatingRequested,
    ReadyRequested,
    RecordingPauseRequested,
    ResumeRequested,
    ReturnRequested,
    SignInRequested,
    SignOutRequested,
    TransferRequested,
    WrapUpFinished,
)
from zuoxi.engine.gate import DialPermit
from zuoxi.gateway import leading
from zuoxi.gateway.asker import Asker, Rule, age_ms, whom
from zuoxi.gateway.errors import BadArguments, UnknownCommand
from zuoxi.gateway.protocol import (
    ARGUMENTS,
    CallArgs,
    ColleagueArgs,
    DeclineArgs,
    DialArgs,
    FinishWrapUpArgs,
    GiveArgs,
    KeysArgs,
    MuteArgs,
    NoArgs,
    NotReadyArgs,
    Order,
    PassArgs,
    PauseRecordingArgs,
    PriorityArgs,
    SignInArgs,
)
from zuoxi.gateway.viewer import AT_THE_PHONE
from zuoxi.kernel.record import Record
from zuoxi.outbox.channel import AnyRequest

DIAL = ("calls.dial",)


def _sign_in(by: Asker, args: SignInArgs) -> AnyRequest:
    return SignInRequested(**by.head(), device=args.device, desktop=by.desktop, takeover=args.takeover)


def _sign_out(by: Asker, args: NoArgs) -> AnyRequest:
    return SignOutRequested(**by.head())


def _ready(by: Asker, args: NoArgs) -> AnyRequest:
    return ReadyRequested(**by.head())


def _not_ready(by: Asker, args: NotReadyArgs) -> AnyRequest:
    return NotReadyRequested(**by.head(), reason=args.reason)


def _answer(by: Asker, args: CallArgs) -> AnyRequest:
    return AnswerRequested(**by.head(), call=args.call)


def _decline(by: Asker, args: DeclineArgs) -> AnyRequest:
    return DeclineRequested(**by.head(), call=args.call, reason=args.reason)


def _hang_up(by: Asker, args: CallArgs) -> AnyRequest:
    return HangUpRequested(**by.head(), call=args.call)


def _hold(by: Asker, args: CallArgs) -> AnyRequest:
    return HoldRequested(**by.head(), call=args.call)


def _resume(by: Asker, args: CallArgs) -> AnyRequest:
    return ResumeRequested(**by.head(), call=args.call)


def _mute(by: Asker, args: MuteArgs) -> AnyRequest:
    return MuteRequested(**by.head(), call=args.call, muted=args.muted)


def _pause_recording(by: Asker, args: PauseRecordingArgs) -> AnyRequest:
    return RecordingPauseRequested(**by.head(), call=args.call, paused=args.paused)


def _keys(by: Asker, args: KeysArgs) -> AnyRequest:
    return KeysRequested(**by.head(), call=args.call, digits=args.digits)


def _dial(by: Asker, args: DialArgs, permit: DialPermit) -> AnyRequest:
    return DialRequested(**by.head(), permit=permit, age_ms=age_ms(permit))


def _call_colleague(by: Asker, args: ColleagueArgs) -> AnyRequest:
    return ColleagueCallRequested(**by.head(), to=args.agent, number=args.number)


def _transfer(by: Asker, args: PassArgs, permit: DialPermit | None = None) -> AnyRequest:
    return TransferRequested(**by.head(), **whom(args, permit))


def _consult(by: Asker, args: PassArgs, permit: DialPermit | None = None) -> AnyRequest:
    return ConsultRequested(**by.head(), **whom(args, permit))


def _complete(by: Asker, args: CallArgs) -> AnyRequest:
    return CompleteRequested(**by.head(), call=args.call)


def _confer(by: Asker, args: CallArgs) -> AnyRequest:
    return ConferenceRequested(**by.head(), call=args.call)


def _take_back(by: Asker, args: CallArgs) -> AnyRequest:
    return ReturnRequested(**by.head(), call=args.call)


def _invite_rating(by: Asker, args: CallArgs) -> AnyRequest:
    return RatingRequested(**by.head(), call=args.call)


def _finish_wrap_up(by: Asker, args: FinishWrapUpArgs) -> AnyRequest:
    return WrapUpFinished(**by.head(), call=args.call, disposition=args.disposition, ready=args.ready)


def _give(by: Asker, args: GiveArgs) -> AnyRequest:
    return GiveRequested(**by.leading(), call=args.call, to=args.agent)


def _set_priority(by: Asker, args: PriorityArgs) -> AnyRequest:
    return PriorityRequested(**by.leading(), call=args.call, points=args.points)


RULES: dict[str, Rule] = {
    "sign_in": Rule(permissions=AT_THE_PHONE, build=_sign_in),
    "sign_out": Rule(permissions=AT_THE_PHONE, build=_sign_out),
    "ready": Rule(permissions=AT_THE_PHONE, build=_ready),
    "not_ready": Rule(permissions=AT_THE_PHONE, build=_not_ready),
    "answer": Rule(permissions=AT_THE_PHONE, build=_answer),
    "decline": Rule(permissions=AT_THE_PHONE, build=_decline),
    "hang_up": Rule(permissions=AT_THE_PHONE, build=_hang_up),
    "hold": Rule(permissions=AT_THE_PHONE, build=_hold),
    "resume": Rule(permissions=AT_THE_PHONE, build=_resume),
    "mute": Rule(permissions=AT_THE_PHONE, build=_mute),
    "pause_recording": Rule(permissions=AT_THE_PHONE, build=_pause_recording),
    "keys": Rule(permissions=AT_THE_PHONE, build=_keys),
    "dial": Rule(permissions=DIAL, build=_dial),
    "call_colleague": Rule(permissions=AT_THE_PHONE, build=_call_colleague),
    "transfer": Rule(permissions=AT_THE_PHONE, build=_transfer),
    "consult": Rule(permissions=AT_THE_PHONE, build=_consult),
    "complete": Rule(permissions=AT_THE_PHONE, build=_complete),
    "confer": Rule(permissions=AT_THE_PHONE, build=_confer),
    "take_back": Rule(permissions=AT_THE_PHONE, build=_take_back),
    "invite_rating": Rule(permissions=AT_THE_PHONE, build=_invite_rating),
    "finish_wrap_up": Rule(permissions=AT_THE_PHONE, build=_finish_wrap_up),
    "give": Rule(permissions=leading.LEAD, build=_give),
    "set_priority": Rule(permissions=leading.LEAD, build=_set_priority),
    **leading.RULES,
}


def rule_of(order: Order) -> Rule:
    """The row of a command. Raises `UnknownCommand`."""
    found = RULES.get(order.name)
    if found is None:
        raise UnknownCommand(name=order.name[:64])
    return found


def outside_of(arguments: Record) -> DialArgs | None:
    """Whom outside of the house a command dials; None: nobody."""
    if isinstance(arguments, DialArgs):
        return arguments
    if isinstance(arguments, PassArgs) and arguments.kind == "outside":
        return DialArgs(number=arguments.number, confirmed=arguments.confirmed)
    return None


def arguments_of(order: Order) -> Record:
    """The command's arguments, checked. Raises `BadArguments`."""
    try:
        return msgspec.json.decode(order.args, type=ARGUMENTS[order.name])
    except msgspec.DecodeError as error:
        raise BadArguments(detail=str(error)) from None
