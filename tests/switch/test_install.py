"""Having an Asterisk: what was tested is what is taken, and trouble is said in one sentence."""

import json
import shutil
from pathlib import Path

import pytest

from zuoxi.switch.asterisk import apt, debian, install
from zuoxi.switch.asterisk.errors import InstallError, NoPackages, PackagesBroken, PackagesUnreachable
from zuoxi.switch.asterisk.progress import silent
from zuoxi.switch.asterisk.prompt_texts import PROMPTS
from zuoxi.switch.asterisk.prompts import sound_tone
from zuoxi.switch.tones import seconds_with


def test_the_lock_names_version_machine_and_checksum_of_every_package():
    packages = debian.parse_lock(install.LOCK.read_text())
    names = {package.name for package in packages}
    assert set(install.PACKAGES) <= names and len(names) == len(packages) > 100
    assert all(len(package.sha256) == 64 and package.version for package in packages)


def test_the_lock_names_no_host():
    assert "://" not in install.LOCK.read_text()


def test_the_second_time_nothing_is_asked_of_anybody(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(debian, "_fetch", lambda *args: pytest.fail("asked"))
    folder = tmp_path / "debian" / key_of("tool", ["tool"], tmp_path, monkeypatch)
    folder.mkdir(parents=True)
    (folder / debian.STAMP).write_text(json.dumps({"tool": "1.0"}))
    assert debian.unpack_debian("tool", ["tool"], cache=tmp_path).versions == {"tool": "1.0"}


def key_of(name: str, packages: list[str], cache: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The folder name that a request gets."""
    with monkeypatch.context() as patch:
        patch.setattr(debian, "_complete", lambda folder: debian.Unpacked(prefix=folder, versions={}))
        return debian.unpack_debian(name, packages, cache=cache).prefix.name


def test_another_request_or_another_lock_is_another_folder(tmp_path, monkeypatch):
    lock = tmp_path / "lock"
    lock.write_text("tool 1 amd64 " + "0" * 64)
    monkeypatch.setattr(debian, "_complete", lambda folder: folder)
    folders = {
        debian.unpack_debian("tool", ["tool"], cache=tmp_path),
        debian.unpack_debian("tool", ["tool", "more"], cache=tmp_path),
        debian.unpack_debian("tool", ["tool"], cache=tmp_path, suite="sid"),
        debian.unpack_debian("tool", ["tool"], cache=tmp_path, lock=lock),
    }
    assert len(folders) == 4


def test_without_apt_and_without_asterisk_one_sentence_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda *args, **more: None)
    with pytest.raises(NoPackages) as trouble:
        install.install_asterisk(tmp_path)
    assert "asterisk" in trouble.value.sentence("zh") and "install asterisk" in trouble.value.sentence("en")


def test_without_network_one_sentence_says_so_without_an_address(tmp_path, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.9:9")
    monkeypatch.setattr(apt.Apt, "_mirror", lambda self: "http://127.0.0.9:9/none")
    with pytest.raises(InstallError) as trouble:
        debian.unpack_debian("tool", ["tool"], cache=tmp_path, suite="sid")
    assert isinstance(trouble.value, PackagesUnreachable)
    assert "http" not in trouble.value.sentence("en")
    assert not list((tmp_path / "debian").glob("*.partial"))


def test_a_tested_version_with_other_bytes_is_refused(tmp_path):
    seen = apt.Package(name="tool", version="1", arch="all", sha256="a" * 64)
    tested = apt.Package(name="tool", version="1", arch="all", sha256="b" * 64)
    state = apt.Apt(program="tool", packages=["tool"], state=tmp_path / "apt", suite="", progress=silent)
    state._compare([apt.Deb(package=seen, path=tmp_path)], [seen])
    with pytest.raises(PackagesBroken):
        state._compare([apt.Deb(package=seen, path=tmp_path)], [tested])


def test_the_hosts_own_list_of_packages_leaves_out_what_is_wanted():
    status = "Package: a\nVersion: 1\n\nPackage: b\nVersion: 2\n"
    assert apt._without(status, ["a"]) == "Package: b\nVersion: 2\n"


def test_the_tone_before_a_message_is_a_tone(tmp_path):
    sound_tone(tmp_path / "beep.wav", 1_000, 400)
    assert seconds_with(tmp_path / "beep.wav", 1_000) == pytest.approx(0.4)


def test_every_prompt_is_said_in_both_languages():
    assert all(zh and en and zh != en for zh, en in PROMPTS.values())
