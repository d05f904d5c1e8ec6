"""`./start` and `./test` find out what is missing and say it in one sentence."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from zuoxi.assembly.bootstrap import port, run, stamps
from zuoxi.assembly.bootstrap.options import parse
from zuoxi.assembly.terminal import Trouble, guarded, language, pick

CHECKOUT = Path(__file__).resolve().parents[2]


def test_the_bootstrap_needs_nothing_but_the_standard_library():
    alone = subprocess.run(
        [sys.executable, "-S", "-m", "zuoxi.assembly.bootstrap", "--help"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert alone.returncode == 0, alone.stderr


@pytest.mark.parametrize(
    ("environ", "spoken"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "both"),
        ({}, "both"),
    ],
)
def test_the_terminal_speaks_the_language_of_the_locale(environ, spoken):
    assert language(environ) == spoken
    assert {"zh": "你好", "en": "hello", "both": "你好  hello"}[spoken] == pick("你好", "hello", spoken)


def test_a_taken_port_is_told_with_a_way_out():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        with pytest.raises(Trouble) as told:
            port.must_be_free("127.0.0.1", number)
    assert str(number) in told.value.zh and f"--port {number + 1}" in told.value.en
    port.must_be_free("127.0.0.1", number)


def test_a_download_without_network_says_so(tmp_path):
    script = "print('Temporary failure in name resolution'); raise SystemExit(1)"
    with pytest.raises(Trouble) as told:
        run.run([sys.executable, "-c", script], tmp_path / "setup.log")
    assert "No network" in told.value.en and "没有网络" in told.value.zh


def test_a_program_that_fails_is_told_with_its_last_words_and_its_log(tmp_path):
    with pytest.raises(Trouble) as told:
        run.run([sys.executable, "-c", "raise SystemExit('error: no space left')"], tmp_path / "setup.log")
    assert "no space left" in told.value.en and str(tmp_path / "setup.log") in told.value.zh


def test_what_is_unchanged_is_not_made_again(tmp_path):
    source = tmp_path / "list.txt"
    source.write_text("a==1")
    stamps.write(tmp_path, stamps.digest([source], "3.11"))
    assert stamps.read(tmp_path) == stamps.digest([source], "3.11")
    source.write_text("a==2")
    assert stamps.read(tmp_path) != stamps.digest([source], "3.11")


def test_a_relative_home_is_meant_from_where_the_person_stands(tmp_path):
    options = parse(["--home", "my data"], CHECKOUT, tmp_path, {})
    assert options.home == tmp_path / "my data"


def test_a_trouble_ends_in_one_sentence_without_a_traceback(capsys):
    def work() -> int:
        raise Trouble("不行。", "No.")

    assert guarded(work) == 1
    assert capsys.readouterr().err.strip().endswith("No.")


def test_without_a_new_enough_python_one_sentence_says_what_to_do(tmp_path):
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "dirname", "readlink", "env"):
        (tools / name).symlink_to(f"/usr/bin/{name}")
    told = subprocess.run(
        ["/usr/bin/bash", str(CHECKOUT / "start")],
        env={"PATH": str(tools), "LANG": "en_US.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1 and "Python 3.11" in told.stderr


def test_without_node_one_sentence_says_what_to_do(monkeypatch, tmp_path):
    from zuoxi.assembly.bootstrap import desktop

    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "desktop").mkdir()
    (tmp_path / "desktop" / "package-lock.json").write_text("{}")
    with pytest.raises(Trouble) as told:
        desktop.packages(tmp_path, tmp_path / "log")
    assert "Node.js 20" in told.value.en
    assert os.environ["PATH"] == str(tmp_path)
