"""The host's apt with a private state: own lists, cache and status, so that no root is needed."""

import hashlib
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zuoxi.kernel.record import Record
from zuoxi.switch.asterisk.errors import NoPackages, PackagesBroken, PackagesUnreachable
from zuoxi.switch.asterisk.progress import Progress, Step

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
HOST_STATUS = Path("/var/lib/dpkg/status")


class Package(Record):
    """One Debian package as it was tested; `arch` is `all` or a machine's."""

    name: str
    version: str
    arch: str
    sha256: str


@dataclass(frozen=True)
class Deb:
    """A downloaded package file."""

    package: Package
    path: Path


class Apt:
    """One private apt state for one release. `suite` empty: the host's own sources and installed packages."""

    def __init__(
        self, *, program: str, packages: Sequence[str], state: Path, suite: str, progress: Progress
    ) -> None:
        self.program, self.state, self.progress = program, state, progress
        for folder in ("lists/partial", "cache/archives/partial", "parts", "etc"):
            (state / folder).mkdir(parents=True)
        status = state / "status"
        options = {
            "Dir::State": state,
            "Dir::State::lists": state / "lists",
            "Dir::State::status": status,
            "Dir::Cache": state / "cache",
            "APT::Install-Recommends": "false",
            "APT::Sandbox::User": "root",
            "Acquire::Languages": "none",
            "Acquire::Retries": "2",
            "Acquire::http::Timeout": "20",
            "Debug::NoLocking": "true",
        }
        if suite:
            status.touch()
            signed = f"signed-by={KEYRING} " if KEYRING.exists() else ""
            sources = state / "etc/sources.list"
            sources.write_text(f"deb [{signed}check-valid-until=no] {self._mirror()} {suite} main\n")
            options |= {"Dir::Etc::sourcelist": sources, "Dir::Etc::sourceparts": state / "parts"}
        else:
            status.write_text(_without(HOST_STATUS.read_text(), packages))
        self.options = [part for key, value in options.items() for part in ("-o", f"{key}={value}")]

    def update(self) -> None:
        """Fetch the package lists."""
        self.progress(Step(zh="读取软件包目录", en="Reading the package lists"))
        done = self._run("update")
        # A foreign source of the host that fails is no harm as long as the packages can be found.
        if done.returncode or not any((self.state / "lists").glob("*Packages*")):
            raise PackagesUnreachable(program=self.program, detail=_complaint(done.stderr))

    def download(self, packages: Sequence[str], tested: Sequence[Package]) -> list[Deb]:
        """Fetch `packages` with all they need: the tested versions when they are still served."""
        arch = self._machine()
        fitting = all(p.arch in ("all", arch) for p in tested)
        pinned = [f"{p.name}={p.version}" for p in tested] if fitting else []
        plan = self._plan(pinned) if pinned else None
        if plan is None:
            if pinned:
                self._warn_untested()
            plan, tested = self._plan(packages), ()
        if plan is None:
            raise PackagesBroken(
                program=self.program, detail=f"{' '.join(packages)}: not installable from here"
            )
        self._fetch(pinned if tested else list(packages), plan)
        debs = [self._deb(path) for path in sorted((self.state / "cache/archives").glob("*.deb"))]
        self._compare(debs, tested)
        return debs

    def _plan(self, wanted: Sequence[str]) -> int | None:
        """How many files `wanted` takes; None when apt cannot have them."""
        done = self._run("install", "--print-uris", "-y", *wanted)
        if done.returncode:
            return None
        return sum(1 for line in done.stdout.splitlines() if line.startswith("'"))

    def _fetch(self, wanted: Sequence[str], total: int) -> None:
        command = ["apt-get", *self.options, "install", "--download-only", "-y", *wanted]
        errors: list[str] = []
        done = 0
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=_plain_environment()
        ) as apt:
            assert apt.stdout is not None
            for line in apt.stdout:
                if line.startswith("Get:"):
                    done += 1
                    name = line.split()[4] if len(line.split()) > 4 else ""
                    self.progress(Step(zh=f"下载 {name}", en=f"Downloading {name}", done=done, total=total))
                elif line.startswith(("E:", "W:")):
                    errors.append(line)
        if apt.returncode:
            raise PackagesUnreachable(program=self.program, detail=_complaint("".join(errors)))

    def _compare(self, debs: Sequence[Deb], tested: Sequence[Package]) -> None:
        """A tested version with other bytes is refused (apt has checked the archive's signature before)."""
        sums = {(p.name, p.version): p.sha256 for p in tested}
        for deb in debs:
            expected = sums.get((deb.package.name, deb.package.version), deb.package.sha256)
            if expected != deb.package.sha256:
                raise PackagesBroken(program=self.program, detail=f"{deb.package.name}: SHA-256")

    def _deb(self, path: Path) -> Deb:
        shown = subprocess.run(
            ["dpkg-deb", "--showformat=${Package} ${Version} ${Architecture}", "--show", path],
            capture_output=True,
            text=True,
            check=True,
        )
        name, version, arch = shown.stdout.split()
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        return Deb(package=Package(name=name, version=version, arch=arch, sha256=sha256), path=path)

    def _warn_untested(self) -> None:
        self.progress(
            Step(
                zh=f"{self.program} 的已测试版本已不再提供，改用当前版本",
                en=f"The tested versions of {self.program} are no longer served; taking the present ones",
                warning=True,
            )
        )

    def _mirror(self) -> str:
        """The host's own Debian mirror, so that its proxy and network settings hold for us too."""
        release = dict(
            line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line
        )
        codename = release.get("VERSION_CODENAME", "").strip('"')
        done = subprocess.run(
            [
                "apt-get",
                "indextargets",
                "--format",
                "$(SITE) $(RELEASE) $(COMPONENT)",
                "Created-By: Packages",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        rows = [line.split() for line in done.stdout.splitlines()]
        sites = [row[0] for row in rows if len(row) == 3 and row[1] in (codename, "stable", "sid", "testing")]
        if not sites or not KEYRING.exists():
            raise NoPackages(program=self.program)
        return sites[0]

    def _machine(self) -> str:
        done = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["apt-get", *self.options, *arguments],
            capture_output=True,
            text=True,
            check=False,
            env=_plain_environment(),
        )


def _plain_environment() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}


def _complaint(text: str) -> str:
    """The first complaint that tells a cause, without addresses of servers."""
    lines = text.splitlines() or [""]
    causes = [line for line in lines if "Failed to fetch" in line or line.startswith("E:")]
    return re.sub(r"\w+://\S+", "…", (causes or lines)[0])[:300]


def _without(status: str, packages: Sequence[str]) -> str:
    """The host's list of installed packages without `packages`, so that these are fetched in any case."""
    leave = {f"Package: {name}" for name in packages}
    return "\n\n".join(part for part in status.split("\n\n") if part.split("\n", 1)[0] not in leave)
