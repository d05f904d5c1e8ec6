"""What is written for Asterisk: secrets stay private, nothing can be smuggled in, addresses fit loopback."""

import stat
from pathlib import Path

import msgspec
import pytest

from zuoxi.switch.asterisk import addresses, config
from zuoxi.switch.asterisk.install import AsteriskProgram
from zuoxi.switch.asterisk.node import BadSwitchName, Endpoint, NodeSettings, Trunk, node_secrets

BROWSER = Endpoint(name="w-1", kind="webrtc", password="long-enough-1")
CARRIER = Trunk(name="carrier", host="127.0.0.3", match=("127.0.0.3",))


@pytest.fixture
def node(tmp_path: Path) -> NodeSettings:
    modules = tmp_path / "modules"
    modules.mkdir()
    (modules / "res_pjsip.so").touch()
    settings = NodeSettings(folder=tmp_path / "house", prompts=tmp_path / "prompts", address="127.0.0.9")
    config.write_config(
        settings, AsteriskProgram(command=("asterisk",), version="22", modules=modules, data=tmp_path)
    )
    return settings


def test_every_file_is_for_our_eyes_only(node):
    config.write_endpoints(node, [BROWSER], [CARRIER])
    files = [node.folder / "secrets.json", *(node.folder / "etc").iterdir()]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((node.folder / "etc").stat().st_mode) == 0o700


def test_the_secrets_are_made_once_and_differ_from_node_to_node(node, tmp_path):
    assert node_secrets(node.folder) == node_secrets(node.folder)
    assert node_secrets(node.folder).ari in (node.folder / "etc/ari.conf").read_text()
    assert node_secrets(tmp_path / "other") != node_secrets(node.folder)


def test_sound_is_taken_only_from_where_the_call_s_own_sound_comes(node):
    lines = [line.split(";")[0].strip() for line in (node.folder / "etc/rtp.conf").read_text().splitlines()]
    assert [line for line in lines if line.startswith("strictrtp")] == ["strictrtp = yes"]


def test_no_placeholder_is_left_and_asterisks_own_variables_stay(node):
    texts = {file.name: file.read_text() for file in (node.folder / "etc").iterdir()}
    assert not [name for name, text in texts.items() if "@{" in text]
    assert "${EXTEN}" in texts["extensions.conf"]


def test_modules_that_this_build_lacks_are_not_asked_for(node):
    loads = [
        line for line in (node.folder / "etc/modules.conf").read_text().splitlines() if "load = " in line
    ]
    assert [line for line in loads if line.startswith("load")] == ["load = res_pjsip.so"]


def test_each_configuration_has_its_mark_in_what_is_read_last(node):
    first = config.write_endpoints(node, [BROWSER], [CARRIER])
    assert config.write_endpoints(node, [BROWSER], [CARRIER]) == first
    without_trunk = config.write_endpoints(node, [BROWSER], [])
    without_device = config.write_endpoints(node, [], [CARRIER])
    assert len({first, without_trunk, without_device}) == 3
    written = (node.folder / "etc/pjsip_endpoints.conf").read_text()
    assert "w-1" not in written and written.rstrip().endswith(without_device)
    pjsip = (node.folder / "etc/pjsip.conf").read_text()
    assert pjsip.rstrip().endswith("#include pjsip_endpoints.conf")


def test_the_control_interfaces_listen_on_loopback_whatever_address_sip_has(node):
    assert node.control_address == node.address == "127.0.0.9"
    assert msgspec.structs.replace(node, address="192.0.2.7").control_address == "127.0.0.1"


@pytest.mark.parametrize(
    "endpoint",
    [
        Endpoint(name="w-1]\ncontext=from-carrier", kind="webrtc", password="long-enough-1"),
        Endpoint(name="", kind="webrtc", password="long-enough-1"),
        Endpoint(name="w-1", kind="webrtc", password="short"),
        Endpoint(name="w-1", kind="webrtc", password="long-enough\nmax_contacts=9"),
    ],
)
def test_a_name_or_password_that_could_add_a_line_is_refused(node, endpoint):
    with pytest.raises(BadSwitchName):
        config.write_endpoints(node, [endpoint], [])


def test_a_trunk_is_known_by_its_address_alone(node):
    text = config.trunk_text(CARRIER)
    assert "match = 127.0.0.3" in text and "contact = sip:127.0.0.3:5060" in text
    with pytest.raises(BadSwitchName):
        config.trunk_text(Trunk(name="carrier", host="127.0.0.3", match=("0.0.0.0/0\nendpoint=x",)))


def test_agents_devices_have_nowhere_to_dial_to(node):
    dialplan = (node.folder / "etc/extensions.conf").read_text()
    assert dialplan.rstrip().endswith("[from-agent]")


FIB = """Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 127.0.0.1
        /32 host LOCAL
     |-- 192.0.2.2
        /32 host LOCAL
     |-- 192.0.2.255
        /32 link BROADCAST
Local:
     |-- 192.0.2.2
        /32 host LOCAL
"""


def test_ice_offers_the_nodes_loopback_address_for_each_address_of_the_machine(tmp_path, monkeypatch):
    table = tmp_path / "fib_trie"
    table.write_text(FIB)
    assert addresses.local_ipv4(table) == ["192.0.2.2"]
    monkeypatch.setattr(config, "local_ipv4", lambda: ["10.0.0.1", "192.0.2.2"])
    assert config.ice_candidates("127.0.0.9") == "10.0.0.1 => 127.0.0.9\n192.0.2.2 => 127.0.0.9"
    assert config.ice_candidates("192.0.2.2") == ""


def test_a_machine_without_any_address_has_an_empty_table_of_candidates(tmp_path):
    empty = tmp_path / "fib_trie"
    empty.write_text("")
    assert addresses.local_ipv4(empty) == [] == addresses.local_ipv4(tmp_path / "absent")


def test_browsers_on_a_loopback_node_need_one_more_address_of_the_machine(monkeypatch):
    monkeypatch.setattr(addresses, "local_ipv4", list)
    assert not addresses.browsers_can_speak("127.0.0.9") and addresses.browsers_can_speak("192.0.2.2")
    monkeypatch.setattr(addresses, "local_ipv4", lambda: ["192.0.2.2"])
    assert addresses.browsers_can_speak("127.0.0.9")
