"""How this installation is served to other PCs: one small file in its home folder."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from zuoxi.assembly.terminal import Trouble

FILE = "published.json"


@dataclass(frozen=True)
class Published:
    """What `zuoxi publish` was told. Paths are absolute."""

    host: str
    """Name (or address) that people type."""
    port: int
    address: str
    """IPv4 address of this machine in their network: pages, sound and SIP phones come here."""
    certificate: str
    key: str
    authority: str = ""
    """Certificate of our own authority, for the PCs to trust; empty: the certificate was brought along."""

    @property
    def url(self) -> str:
        """What people open."""
        return f"https://{self.host}" + ("" if self.port == 443 else f":{self.port}")

    def environment(self) -> dict[str, str]:
        """Settings of the parts that follow from it."""
        names = dict.fromkeys((self.host, self.address, "localhost", "127.0.0.1"))
        return {
            "ZUOXI_HOSTS": ",".join(names),
            "ZUOXI_HTTPS": "1",
            "ZUOXI_SWITCH_WS_URL": f"wss://{self.host}:{self.port}/sip",
        }


def read_published(home: Path) -> Published | None:
    """As it was told last; None: this machine only. Raises `Trouble` when the file is damaged."""
    try:
        return Published(**json.loads((home / FILE).read_text()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as problem:
        raise Trouble(
            f"{home / FILE} 读不出来：请重新运行 zuoxi publish 主机名，"
            "或用 zuoxi publish --off 恢复为仅本机。",
            f"{home / FILE} cannot be read: run zuoxi publish HOST again, or zuoxi publish --off for this "
            "machine only.",
        ) from problem


def write_published(home: Path, published: Published) -> None:
    """Keep it for the next start, whole or not at all."""
    home.mkdir(parents=True, exist_ok=True)
    new = home / f"{FILE}.new"
    new.write_text(json.dumps(asdict(published), indent=1) + "\n")
    new.replace(home / FILE)


def take_back(home: Path) -> bool:
    """This machine only, from the next start on; False when it was so."""
    try:
        (home / FILE).unlink()
    except FileNotFoundError:
        return False
    return True
