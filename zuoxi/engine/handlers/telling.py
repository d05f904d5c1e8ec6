"""What a caller is told while he waits: his place, how long it will take, what else he can do (T5)."""

from zuoxi.engine import wait_prompts
from zuoxi.engine.handlers import choosing, sounds
from zuoxi.engine.handlers.places import position_of
from zuoxi.engine.pace import UNKNOWN, expected_ms
from zuoxi.engine.state import Call
from zuoxi.engine.turn import Turn


def expect(turn: Turn, call: Call) -> None:
    """Nobody is ready for him: he is told where he stands, at once unless he has been told before."""
    timer = f"call:{call.id}:tell"
    if timer not in turn.timers and call.queue is not None and _has_to_say(turn, call):
        turn.set_timer(timer, turn.now)


def due(turn: Turn, call: Call) -> None:
    """It is time to tell him; while it rings at somebody he hears no more of waiting."""
    queue = call.queue
    if queue is None or call.state not in ("queued", "ringing"):
        return
    if queue.announce_every_ms:
        turn.set_timer(f"call:{call.id}:tell", turn.now + queue.announce_every_ms)
    if call.place is not None and _has_to_say(turn, call):
        sounds.say(turn, call, *_sentences(turn, call))


def told(turn: Turn, call: Call) -> None:
    """He has been told, or could not be: music goes on."""
    turn.over.add(call.playback)
    sounds.music_on(turn, call)


def _sentences(turn: Turn, call: Call) -> tuple[str, ...]:
    return (*_of_waiting(turn, call), *choosing.offered(turn, call))


def _has_to_say(turn: Turn, call: Call) -> bool:
    """Something is told of waiting, or offered for it: what is only offered is said once."""
    queue = call.queue
    return queue is not None and bool(queue.announce_every_ms or choosing.offered(turn, call))


def _of_waiting(turn: Turn, call: Call) -> tuple[str, ...]:
    queue, place = call.queue, call.place
    assert queue is not None and place is not None, "only who waits is told of his waiting"
    if not queue.announce_every_ms:
        return (wait_prompts.QUEUE_WAIT,)
    position = position_of(turn, queue.id, place)
    expected = expected_ms(turn.paces.get(queue.id), position)
    waits = (wait_prompts.wait(expected),) if expected != UNKNOWN else ()
    return (wait_prompts.QUEUE_WAIT, wait_prompts.position(position), *waits)
