"""A whole centre for a while: temporary home, free port, addresses of its own; gone afterwards."""

import asyncio
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from zuoxi.assembly import nodes
from zuoxi.assembly.places import CHECKOUT, cache
from zuoxi.assembly.publish.published import Published, write_published
from zuoxi.assembly.serve.centre import Centre
from zuoxi.kernel.errors import ZuoxiError

STOP_S = 40.0


class TrialFailed(ZuoxiError):
    """The trial centre did not come up, or a step of the self-test did not hold. data: what."""

    code = "trial_failed"
    zh = "自检没有通过：{what}"
    en = "The self-test did not pass: {what}"


class Trial:
    """A running trial centre."""

    def __init__(self, centre: Centre, environment: dict[str, str]) -> None:
        self.centre, self.environment = centre, environment
        self._process: asyncio.subprocess.Process | None = None

    @property
    def home(self) -> Path:
        return self.centre.home

    @property
    def pid(self) -> int:
        """The supervisor's process id."""
        assert self._process is not None
        return self._process.pid

    async def zuoxi(self, *arguments: str) -> str:
        """Run one of our commands on this centre's data; what it prints."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "zuoxi",
            *arguments,
            cwd=CHECKOUT,
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, told = await process.communicate()
        if process.returncode:
            raise TrialFailed(what=f"zuoxi {' '.join(arguments)}: {told.decode()[-500:]}")
        return out.decode()

    async def start(self) -> None:
        """Start the supervisor and wait until people can work."""
        self.centre.home.mkdir(parents=True, exist_ok=True)
        with (self.centre.home / "serve.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "zuoxi", "serve", "--port", str(self.centre.port)),
                cwd=CHECKOUT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        missing = await self.centre.up()
        if missing:
            raise TrialFailed(what=f"{', '.join(missing)} did not come up: {self.last_words(missing[0])}")

    async def stop(self) -> None:
        """Stop it as Ctrl-C would."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), STOP_S)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def last_words(self, part: str, count: int = 5) -> str:
        """The end of a part's log."""
        log = self.home / "log" / f"{part}.log"
        return " / ".join(log.read_text(errors="replace").splitlines()[-count:]) if log.exists() else "no log"


@asynccontextmanager
async def trial(
    *,
    environment: Mapping[str, str] | None = None,
    sample: bool = True,
    folder: Path | None = None,
    published: Published | None = None,
) -> AsyncIterator[Trial]:
    """A trial centre that is not started yet; everything of it is removed at the end.

    `environment`: settings beside the usual ones (timers). `folder`: keep its data there instead.
    `published`: how other machines reach it.
    """
    home = folder or Path(tempfile.mkdtemp(prefix="zuoxi-trial-"))
    addresses = nodes.apart()
    port = published.port if published else free_port()
    centre = Centre(home, "127.0.0.1", port, addresses, sample, published=published)
    if published is not None:
        write_published(home, published)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ZUOXI_")}
    settings = {
        **clean,
        **addresses.environment(),
        "ZUOXI_SWITCH_WS_URL": f"ws://{addresses.house}:8088/ws",
        "ZUOXI_HOME": str(home),
        "ZUOXI_CACHE": str(cache()),
        "DJANGO_SETTINGS_MODULE": "zuoxi.assembly.settings",
        **(environment or {}),
    }
    one = Trial(centre, settings)
    try:
        yield one
    finally:
        await one.stop()
        if folder is None:
            shutil.rmtree(home, ignore_errors=True)


def free_port() -> int:
    """A web port that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
