"""The table event -> handler."""

from collections.abc import Callable, Mapping
from typing import Any

from zuoxi.engine import events
from zuoxi.engine.handlers import (
    arrival,
    broken,
    consulting,
    customer_first,
    devices,
    failures,
    house_changes,
    left_open,
    legs,
    nodes,
    offering,
    outbound,
    passing_on,
    readiness,
    reconciling,
    recordings,
    sessions,
    talking,
    timers,
)
from zuoxi.engine.turn import Turn


def nothing(turn: Turn, event: events.KeyPressed) -> None:
    """Keys of the caller mean nothing yet outside of a menu."""


HANDLERS: Mapping[type[events.Event], Callable[[Turn, Any], None]] = {
    events.EpochStarted: house_changes.epoch_started,
    events.ClockMoved: house_changes.clock_moved,
    events.RecordingRoomChanged: house_changes.recording_room_changed,
    events.ConfigChanged: house_changes.config_changed,
    events.ConfigEdited: house_changes.config_edited,
    events.CallsLeftOpen: left_open.close,
    events.TimePassed: timers.passed,
    events.SwitchConnected: nodes.connected,
    events.SwitchLost: nodes.lost,
    events.InventoryTaken: reconciling.inventory_taken,
    events.CallArrived: arrival.arrived,
    events.CallTurnedAway: arrival.turned_away,
    events.LegProgressed: legs.progressed,
    events.LegAnswered: legs.answered,
    events.LegEnded: legs.ended,
    events.PromptFinished: legs.prompt_finished,
    events.KeyPressed: nothing,
    events.DeviceRegistered: devices.registered,
    events.DeviceUnregistered: devices.unregistered,
    events.RecordingStopped: recordings.stopped,
    events.GateAnswered: outbound.gate_answered,
    events.StepBroke: broken.broke,
    events.CommandFailed: failures.failed,
    events.CommandUnknown: failures.unknown,
    events.SignInRequested: sessions.sign_in_requested,
    events.SignOutRequested: sessions.sign_out_requested,
    events.DesktopLost: sessions.desktop_lost,
    events.ReadyRequested: readiness.ready_requested,
    events.NotReadyRequested: readiness.not_ready_requested,
    events.AnswerRequested: offering.answer_requested,
    events.DeclineRequested: offering.decline_requested,
    events.HangUpRequested: talking.hang_up_requested,
    events.HoldRequested: talking.hold_requested,
    events.ResumeRequested: talking.resume_requested,
    events.MuteRequested: talking.mute_requested,
    events.KeysRequested: talking.keys_requested,
    events.DialRequested: outbound.dial_requested,
    events.CustomerFirstRequested: customer_first.requested,
    events.TransferRequested: passing_on.transfer_requested,
    events.ConsultRequested: consulting.consult_requested,
    events.CompleteRequested: consulting.complete_requested,
    events.ConferenceRequested: consulting.conference_requested,
    events.ReturnRequested: consulting.return_requested,
    events.WrapUpFinished: readiness.wrap_up_finished,
}
