"""The sample company as a new user finds it: the whole centre, its sign-ins, its carrier."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from zuoxi.assembly.check.desk import Person
from zuoxi.assembly.check.scene import laboratory, sign_ins
from zuoxi.assembly.check.trial import Trial, trial
from zuoxi.assembly.publish.published import Published
from zuoxi.switch.asterisk.carrier import Carrier


@dataclass
class Sample:
    """A running trial centre with the sample company in it."""

    trial: Trial
    passwords: dict[str, str]
    carrier: Carrier

    @property
    def url(self) -> str:
        return self.trial.centre.url

    @contextlib.asynccontextmanager
    async def person(self, username: str) -> AsyncIterator[Person]:
        """Somebody who asks the API, beside what is seen in browsers."""
        async with Person(self.url) as person:
            await person.sign_in(username, self.passwords[username])
            yield person


@contextlib.asynccontextmanager
async def sample_centre(timers: dict[str, str], published: Published | None = None) -> AsyncIterator[Sample]:
    """Make the company and run the centre. `timers`: ZUOXI_TIMER_… settings; `published`: for other PCs."""
    async with trial(environment=timers, published=published) as running:
        passwords = sign_ins(await running.zuoxi("create", "sample", "--json"))
        await running.start()
        carrier = laboratory(running)
        await carrier.attach()
        try:
            yield Sample(running, passwords, carrier)
        finally:
            await carrier.detach()
