"""Recordings in S3, or in anything that speaks as it does (MinIO, SeaweedFS, Ceph, the clouds')."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from zuoxi.calls.services.recordings.store import READ_BYTES, Kept, StoreAway

GONE = {"404", "NoSuchKey", "NotFound"}
PATIENCE_S = 10
TRIES = 2


@dataclass(frozen=True)
class S3Place:
    """Where a bucket is and how one gets in; `endpoint` empty: Amazon's own."""

    bucket: str
    endpoint: str = ""
    region: str = "us-east-1"
    prefix: str = ""
    """Before each key, e.g. `zuoxi/`."""
    access_key: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    """Empty: as the machine's own role or files say."""


@dataclass
class S3Store:
    """A bucket. Each call is tried twice and may take 10 s; then the store is away."""

    place: S3Place
    name: str = "s3"

    @cached_property
    def _client(self) -> Any:
        import boto3  # a third of a second and 20 MB, which who keeps recordings at home does not pay
        from botocore.config import Config

        return boto3.client(
            "s3",
            endpoint_url=self.place.endpoint or None,
            region_name=self.place.region,
            aws_access_key_id=self.place.access_key or None,
            aws_secret_access_key=self.place.secret_key or None,
            config=Config(
                connect_timeout=PATIENCE_S,
                read_timeout=PATIENCE_S,
                retries={"total_max_attempts": TRIES, "mode": "standard"},
                # not all that speak as S3 does know the newer sums; ours is compared after each copy
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def put(self, source: Path, key: str) -> None:
        with self._asked(key):
            self._client.upload_file(str(source), self.place.bucket, self._name(key))

    def look(self, key: str) -> Kept:
        with self._asked(key):
            seen = self._client.head_object(Bucket=self.place.bucket, Key=self._name(key))
        return Kept(seen["ContentLength"], seen["ETag"])

    def part(self, key: str, first: int, last: int) -> bytes:
        span = f"bytes={first}-{last}"
        with self._asked(key):
            answer = self._client.get_object(Bucket=self.place.bucket, Key=self._name(key), Range=span)
            data: bytes = answer["Body"].read()
        return data

    def blocks(self, key: str) -> Iterator[bytes]:
        with self._asked(key):
            body = self._client.get_object(Bucket=self.place.bucket, Key=self._name(key))["Body"]
            yield from body.iter_chunks(READ_BYTES)

    @contextmanager
    def at_hand(self, key: str) -> Iterator[Path]:
        with tempfile.NamedTemporaryFile(suffix=Path(key).suffix) as copy:
            for data in self.blocks(key):
                copy.write(data)
            copy.flush()
            yield Path(copy.name)

    def remove(self, key: str) -> None:
        with self._asked(key):
            self._client.delete_object(Bucket=self.place.bucket, Key=self._name(key))

    def _name(self, key: str) -> str:
        return f"{self.place.prefix}{key}"

    @contextmanager
    def _asked(self, key: str) -> Iterator[None]:
        """What S3 says against it, in the words of a store."""
        from boto3.exceptions import S3UploadFailedError
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except ClientError as refused:
            if refused.response.get("Error", {}).get("Code") in GONE:
                raise FileNotFoundError(key) from refused
            raise StoreAway(str(refused)) from refused
        except (BotoCoreError, S3UploadFailedError, OSError) as failure:
            if isinstance(failure, FileNotFoundError):
                raise
            raise StoreAway(str(failure)) from failure
