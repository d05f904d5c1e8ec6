"""What the floor is told: past tense, frozen. These are its only inputs, and each stands in the journal.

From the switch (by `switch/translate`), from people (by the gateway), from the house (by `live`).
`channel` is the switch's own name of a connection; for legs that we dial the engine chose it.
"""

from zuoxi.engine.events.base import Event
from zuoxi.engine.events.giving import GiveRequested, PriorityRequested
from zuoxi.engine.events.house import (
    HARDEST,
    CallsLeftOpen,
    ClockMoved,
    ConfigChanged,
    ConfigEdited,
    DataAnswered,
    EpochStarted,
    GateAnswered,
    LeftOpen,
    PermitAnswered,
    RecordingRoomChanged,
    StepBroke,
    TimePassed,
)
from zuoxi.engine.events.leading import (
    ForcedReleaseRequested,
    ForcedSignOutRequested,
    ForcedStateRequested,
    ForcedTransferRequested,
    HelpRequested,
    Leader,
    Leading,
    PickUpRequested,
    SuperviseRequested,
    SupervisionStopRequested,
    TalkRequested,
    TextSent,
    Way,
    WordsSeen,
)
from zuoxi.engine.events.passing import (
    CompleteRequested,
    ConferenceRequested,
    ConsultRequested,
    Passing,
    ReturnRequested,
    Target,
    TransferRequested,
)
from zuoxi.engine.events.people import (
    DesktopLost,
    NotReadyRequested,
    ReadyRequested,
    Request,
    SignInRequested,
    SignOutRequested,
)
from zuoxi.engine.events.switch import (
    CallArrived,
    CallTurnedAway,
    ChannelSeen,
    CommandFailed,
    CommandUnknown,
    DeviceRegistered,
    DeviceUnregistered,
    InventoryTaken,
    KeyPressed,
    Known,
    LegAnswered,
    LegEnded,
    LegProgressed,
    PromptFinished,
    RecordingStopped,
    SwitchConnected,
    SwitchEvent,
    SwitchLost,
)
from zuoxi.engine.events.talking import (
    AnswerRequested,
    ColleagueCallRequested,
    CustomerFirstRequested,
    DeclineRequested,
    Dialling,
    DialRequested,
    HangUpRequested,
    HoldRequested,
    KeysRequested,
    LinkNotSent,
    LinkRated,
    MuteRequested,
    RatingRequested,
    RecordingPauseRequested,
    ResumeRequested,
    WrapUpFinished,
)

__all__ = [
    "HARDEST",
    "AnswerRequested",
    "AnyEvent",
    "CallArrived",
    "CallTurnedAway",
    "CallsLeftOpen",
    "ChannelSeen",
    "ClockMoved",
    "ColleagueCallRequested",
    "CommandFailed",
    "CommandUnknown",
    "CompleteRequested",
    "ConferenceRequested",
    "ConfigChanged",
    "ConfigEdited",
    "ConsultRequested",
    "CustomerFirstRequested",
    "DataAnswered",
    "DeclineRequested",
    "DesktopLost",
    "DeviceRegistered",
    "DeviceUnregistered",
    "DialRequested",
    "Dialling",
    "EpochStarted",
    "Event",
    "ForcedReleaseRequested",
    "ForcedSignOutRequested",
    "ForcedStateRequested",
    "ForcedTransferRequested",
    "GateAnswered",
    "GiveRequested",
    "HangUpRequested",
    "HelpRequested",
    "HoldRequested",
    "InventoryTaken",
    "KeyPressed",
    "KeysRequested",
    "Known",
    "Leader",
    "Leading",
    "LeftOpen",
    "LegAnswered",
    "LegEnded",
    "LegProgressed",
    "LinkNotSent",
    "LinkRated",
    "MuteRequested",
    "NotReadyRequested",
    "Passing",
    "PermitAnswered",
    "PickUpRequested",
    "PriorityRequested",
    "PromptFinished",
    "RatingRequested",
    "ReadyRequested",
    "RecordingPauseRequested",
    "RecordingRoomChanged",
    "RecordingStopped",
    "Request",
    "ResumeRequested",
    "ReturnRequested",
    "SignInRequested",
    "SignOutRequested",
    "StepBroke",
    "SuperviseRequested",
    "SupervisionStopRequested",
    "SwitchConnected",
    "SwitchEvent",
    "SwitchLost",
    "TalkRequested",
    "Target",
    "TextSent",
    "TimePassed",
    "TransferRequested",
    "Way",
    "WordsSeen",
    "WrapUpFinished",
]

AnyEvent = (
    EpochStarted
    | ClockMoved
    | RecordingRoomChanged
    | ConfigChanged
    | ConfigEdited
    | CallsLeftOpen
    | TimePassed
    | SwitchConnected
    | SwitchLost
    | InventoryTaken
    | CallArrived
    | CallTurnedAway
    | LegProgressed
    | LegAnswered
    | LegEnded
    | PromptFinished
    | KeyPressed
    | DeviceRegistered
    | DeviceUnregistered
    | RecordingStopped
    | CommandFailed
    | CommandUnknown
    | StepBroke
    | GateAnswered
    | DataAnswered
    | PermitAnswered
    | SignInRequested
    | SignOutRequested
    | DesktopLost
    | ReadyRequested
    | NotReadyRequested
    | AnswerRequested
    | DeclineRequested
    | HangUpRequested
    | HoldRequested
    | ResumeRequested
    | MuteRequested
    | RecordingPauseRequested
    | KeysRequested
    | DialRequested
    | CustomerFirstRequested
    | TransferRequested
    | ConsultRequested
    | CompleteRequested
    | ConferenceRequested
    | ReturnRequested
    | RatingRequested
    | LinkRated
    | LinkNotSent
    | WrapUpFinished
    | GiveRequested
    | PriorityRequested
    | SuperviseRequested
    | TalkRequested
    | ColleagueCallRequested
    | SupervisionStopRequested
    | PickUpRequested
    | ForcedTransferRequested
    | ForcedReleaseRequested
    | ForcedStateRequested
    | ForcedSignOutRequested
    | TextSent
    | WordsSeen
    | HelpRequested
)
