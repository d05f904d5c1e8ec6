"""What is held after each step of a walk in any order, and what all rules need."""

from hypothesis.stateful import RuleBasedStateMachine, invariant

from tests.engine.any_order.houses import KNOWS
from tests.engine.house import NODE
from tests.engine.ledger import Ledger
from tests.engine.shown import as_wanted
from tests.engine.story import Story
from tests.engine.truths import check
from zuoxi.engine import floor
from zuoxi.engine.commands import HushRecording, SwitchCommand, TakeInventory
from zuoxi.engine.media import wanted


class Promises(RuleBasedStateMachine):
    """Whatever happens, the floor keeps its promises."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger()
        self.story = Story(KNOWS)
        self.ledger.read(tuple(self.story.commands))
        self.read = len(self.story.commands)
        self.customers = 0
        self.channels: list[str] = ["unheard-of", "zx-unheard-of"]
        self.calls: list[str] = ["unheard-of"]

    @invariant()
    def promises_hold(self) -> None:
        fresh = tuple(self.story.commands[self.read :])
        self.read = len(self.story.commands)
        self.ledger.read(fresh)
        for command in fresh:
            channel: str | None = getattr(command, "channel", None)
            if channel is not None:
                self._remember(self.channels, channel)
        for call in self.story.state.calls:
            self._remember(self.calls, call)
        check(self.story.state)
        self._an_inventory_of_what_should_be_orders_nothing()
        self.story.check_views()
        assert self.ledger.open_calls() == set(self.story.state.calls) - set(self.story.state.untold)

    def _an_inventory_of_what_should_be_orders_nothing(self) -> None:
        state = self.story.state
        if not state.nodes[NODE].up:
            return
        inventory = as_wanted(state, NODE, asked=state.now + 1)
        _, commands = floor.step(state, inventory, self.story.now)
        at_the_door = {call.channel for call in state.calls.values() if call.state == "setting_up"}
        for command in commands:
            if isinstance(command, SwitchCommand) and not isinstance(command, TakeInventory):
                assert command.subject in at_the_door or self._says_again(command), command

    def _says_again(self, command: SwitchCommand) -> bool:
        """No inventory shows into which recordings silence goes: in doubt that is ordered once more."""
        if not isinstance(command, HushRecording):
            return False
        calls = [call for call in self.story.state.calls.values() if call.channel == command.channel]
        return any(
            call.doubt and command.hushed == (command.recording in wanted(call).hushed) for call in calls
        )

    @staticmethod
    def _remember(known: list[str], one: str) -> None:
        if one not in known:
            known.append(one)

    def _late(self, known: list[str], pick: int) -> str:
        """Mostly something recent."""
        return known[-1 - min(pick, len(known) - 1)]

    def _expect(self, person: str, exact: bool) -> int | None:
        agent = self.story.state.agents.get(person)
        return agent.version if agent and exact else None
