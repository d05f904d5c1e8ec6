from zuoxi.live.clock import SteadyClock


class Machine:
    def __init__(self):
        self.wall, self.steady = 1_000_000, 500

    def pass_(self, ms):
        self.wall += ms
        self.steady += ms


def clock_of(machine, last=0):
    return SteadyClock(last, lambda: machine.wall, lambda: machine.steady)


def test_it_is_the_machines_clock_while_that_runs_forward():
    machine = Machine()
    clock = clock_of(machine)
    machine.pass_(70)
    assert clock.now() == machine.wall


def test_a_clock_set_back_by_an_hour_neither_turns_time_back_nor_stops_it():
    machine = Machine()
    clock = clock_of(machine)
    before = clock.now()
    machine.wall -= 3_600_000
    machine.pass_(250)
    assert clock.now() == before + 250
    machine.pass_(250)
    assert clock.now() == before + 500


def test_a_floor_that_was_ahead_goes_on_from_its_last_moment():
    machine = Machine()
    clock = clock_of(machine, last=machine.wall + 5_000)
    machine.pass_(10)
    assert clock.now() == machine.wall - 10 + 5_000 + 10
