"""What everybody must do who sends text messages for the house: one suite, for a folder and for a peer that
is like SMPP. A real provider joins with one row of `PEERS`."""

from types import SimpleNamespace

import pytest

from tests.areas.messaging.peers import Peer
from zuoxi.engine.message_gate import MessagePermit
from zuoxi.kernel.ids import new_id
from zuoxi.messaging.folder import FolderMessages
from zuoxi.messaging.port import Accepted, Outgoing, Refused, Unknown


def a_folder(path):
    port = FolderMessages(path / "messages")

    def arrived():
        files = sorted(port.folder.glob("*.txt"), key=lambda file: file.stat().st_mtime_ns)
        heads = [file.read_text().partition("\n\n") for file in files]
        return [(head.partition("To: ")[2].partition("\n")[0], text[:-1]) for head, _, text in heads]

    def report(id, reference, delivered, why=""):
        (port.folder / f"{id}.{'delivered' if delivered else 'undelivered'}").write_text(why)

    return SimpleNamespace(port=port, arrived=arrived, report=report)


def a_peer(path):
    port = Peer()
    return SimpleNamespace(
        port=port,
        arrived=lambda: port.at_the_phone,
        report=lambda id, reference, delivered, why="": port.reports_of(reference, delivered, why),
    )


PEERS = {"folder": a_folder, "like smpp": a_peer}


@pytest.fixture(params=PEERS)
def peer(request, tmp_path):
    return PEERS[request.param](tmp_path)


def a_message(text="您好", number="13800000001", company="和风公司"):
    permit = MessagePermit(
        message=str(new_id()), tenant=str(new_id()), number=number, purpose="survey", expires_at=0
    )
    return Outgoing(permit=permit, text=text, company=company)


def test_what_is_accepted_arrives_once_and_whole(peer):
    texts = ["您好，请评分：https://x.example/r/abc", "OK", "第一行\n第二行 🎉 <b>&amp;</b>", "长" * 250]
    sent = [a_message(text, f"1380000000{n}") for n, text in enumerate(texts)]
    assert all(isinstance(peer.port.send(one), Accepted) for one in sent)
    assert peer.arrived() == [(one.permit.number, one.text) for one in sent]


def test_whoever_asks_later_hears_what_is_so_or_that_nobody_knows(peer):
    message = a_message()
    before = peer.port.find(message.id)
    assert isinstance(before, Unknown) or (isinstance(before, Refused) and before.again)
    peer.port.send(message)
    assert isinstance(peer.port.find(message.id), Accepted | Unknown), "never that it did not come"


def test_a_report_is_told_until_it_is_done_and_names_its_message(peer):
    good, bad = a_message(number="13800000001"), a_message(number="13800000002")
    references = [peer.port.send(one).reference for one in (good, bad)]
    peer.report(good.id, references[0], True)
    peer.report(bad.id, references[1], False, "switched off")
    for _ in range(2):
        told = {one.reference: one for one in peer.port.reports()}
        assert {one: told[one].delivered for one in references} == dict(
            zip(references, (True, False), strict=True)
        )
    assert told[references[1]].why == "switched off"
    for one in list(told.values()):
        peer.port.done(one)
    assert not peer.port.reports()


def test_a_folder_that_cannot_be_written_has_taken_nothing_and_may_be_asked_again(tmp_path):
    (tmp_path / "messages").write_text("in the way")
    port = FolderMessages(tmp_path / "messages")
    said = port.send(a_message())
    assert isinstance(said, Refused) and said.again


def test_a_message_in_the_folder_is_read_by_its_owner_alone_and_written_once(tmp_path):
    port = FolderMessages(tmp_path / "messages")
    message = a_message()
    for _ in range(2):
        assert isinstance(port.send(message), Accepted)
    (file,) = port.folder.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert "Company: 和风公司" in file.read_text() and "Purpose: survey" in file.read_text()
