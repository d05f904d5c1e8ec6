"""A private S3 server: SeaweedFS in a temporary folder, on the loopback alone."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from zuoxi.calls.services.recordings.s3 import S3Place, S3Store

ACCESS, SECRET, BUCKET = "zuoxi", "only-for-tests-0001", "recordings"
PACE_S, TRIES, CHANCES = 0.1, 600, 3
PORTS = (
    "master.port",
    "master.port.grpc",
    "volume.port",
    "volume.port.grpc",
    "filer.port",
    "filer.port.grpc",
    "s3.port",
    "s3.port.grpc",
)


class Server:
    """One server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ports = dict(zip(PORTS, _free(len(PORTS)), strict=True))
        self._runs: subprocess.Popen[bytes] | None = None
        self.place = S3Place(
            bucket=BUCKET,
            endpoint=f"http://127.0.0.1:{self._ports['s3.port']}",
            prefix="kept/",
            access_key=ACCESS,
            secret_key=SECRET,
        )

    def start(self) -> bool:
        """It answers, and has the bucket, when this returns; False: it ended, as its ports were taken."""
        who = {"accessKey": ACCESS, "secretKey": SECRET}
        identities = [{"name": "tests", "credentials": [who], "actions": ["Admin", "Read", "Write", "List"]}]
        config = self._folder / "s3.json"
        config.write_text(json.dumps({"identities": identities}))
        with (self._folder / "log").open("ab") as log:
            self._runs = subprocess.Popen(
                (
                    Path(sys.executable).parent / "weed",
                    "server",
                    f"-dir={self._folder}",
                    "-ip=127.0.0.1",
                    "-ip.bind=127.0.0.1",
                    "-master.volumeSizeLimitMB=64",
                    "-volume.max=4",
                    "-s3",
                    "-s3.port.iceberg=0",
                    "-s3.port.lance=0",
                    f"-s3.config={config}",
                    *(f"-{name}={port}" for name, port in self._ports.items()),
                ),
                stdout=log,
                stderr=log,
                cwd=self._folder,
            )
        return self._await()

    def stop(self) -> None:
        """At once: nothing of it has to survive."""
        if self._runs:
            self._runs.kill()
            self._runs.wait()
            self._runs = None

    def _await(self) -> bool:
        """Ask for the bucket until it is there: with a file in it, for the bucket alone comes early."""
        import boto3
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError, ClientError

        client = boto3.client(
            "s3",
            endpoint_url=self.place.endpoint,
            region_name=self.place.region,
            aws_access_key_id=ACCESS,
            aws_secret_access_key=SECRET,
            config=Config(connect_timeout=1, read_timeout=5, retries={"total_max_attempts": 1}),
        )
        for _ in range(TRIES):
            try:
                with suppress(
                    client.exceptions.BucketAlreadyExists, client.exceptions.BucketAlreadyOwnedByYou
                ):
                    client.create_bucket(Bucket=BUCKET)
                client.put_object(Bucket=BUCKET, Key="there", Body=b"")
            except (BotoCoreError, ClientError):
                if self._ended():
                    return False
                continue
            return True
        raise AssertionError((self._folder / "log").read_text())

    def _ended(self) -> bool:
        """Whether the server is gone; gives it a moment before it is asked again."""
        assert self._runs is not None
        with suppress(subprocess.TimeoutExpired):
            self._runs.wait(timeout=PACE_S)
            return True
        return False


def _free(count: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@contextmanager
def s3_server(folder: Path) -> Iterator[Server]:
    """A server for as long as somebody needs it."""
    for _ in range(CHANCES):
        server = Server(folder)
        try:
            if server.start():
                yield server
                return
        finally:
            server.stop()
    raise AssertionError((folder / "log").read_text())


def store_at(server: Server) -> S3Store:
    """Its bucket as a store."""
    return S3Store(server.place)
