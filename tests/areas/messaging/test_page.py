"""The page that a customer's telephone opens: for him alone, once, and telling nobody anything."""

import datetime as dt
import html
import re
import threading
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from tests.areas.messaging.conftest import AT_TEN, jobs, to_send, to_tell
from tests.areas.messaging.peers import Peer
from tests.areas.messaging.test_sending import send
from zuoxi.messaging import jobs as messaging_jobs
from zuoxi.messaging.api import guessing, page, rating_page
from zuoxi.messaging.models import RatingLink
from zuoxi.messaging.selectors import digest_of
from zuoxi.messaging.services import answering, telling
from zuoxi.outbox.jobs import Work

NOW = AT_TEN + dt.timedelta(minutes=5)
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    """The page's clock, and an address that nobody has guessed from."""
    told = {"now": NOW}
    monkeypatch.setattr(rating_page, "utc_now", lambda: told["now"])
    monkeypatch.setattr(rating_page, "guesses", guessing.Guesses())
    return told


@pytest.fixture
def link(house, owed):
    """The address in the message of a customer."""
    owed()
    peer = Peer()
    send(peer)
    return peer.at_the_phone[0][1].partition("https://call.example")[2]


def opened(path, language="zh-CN,zh;q=0.9,en;q=0.5", **more):
    return Client().get(path, headers={"accept-language": language}, **more)


def answered(path, score="5", comment="", language="zh-CN", **more):
    fields = {"score": score, "comment": comment} if score else {"comment": comment}
    body = urlencode(fields)
    return Client().post(path, body, content_type=FORM, headers={"accept-language": language}, **more)


def words(response):
    return html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", response.content.decode()))


def test_a_customer_reads_who_asks_chooses_one_of_five_and_is_thanked(link):
    shown = opened(link)
    assert shown.status_code == 200
    text = words(shown)
    assert "和风公司" in text and "您对刚才的通话满意吗" in text and "非常满意" in text
    assert shown.content.count(b'type="radio"') == 5
    thanks = answered(link, "4", "很耐心")
    assert (thanks.status_code, "已收到" in words(thanks)) == (200, True)
    row = RatingLink.objects.get()
    assert (row.score, row.comment, row.answered_at) == (4, "很耐心", NOW)
    assert len(to_tell()) == 1


def test_in_the_language_of_the_telephone_else_of_the_number_that_was_called(link):
    assert "How was your call" in words(opened(link, "en-GB,en;q=0.9,zh;q=0.1"))
    assert "How was your call" in words(opened(link, "fr,en;q=0.5"))
    assert "您对刚才" in words(opened(link, "fr-FR,fr"))
    RatingLink.objects.update(language="en")
    assert "How was your call" in words(opened(link, "fr-FR,fr"))
    assert "您对刚才" in words(opened(link, "zh"))


def test_looking_answers_nothing_and_an_answer_counts_once(link):
    for _ in range(3):
        opened(link)
        Client().head(link)
    assert not to_tell()
    answered(link, "2")
    again = answered(link, "5", "changed my mind")
    assert "已经评价过" in words(again) and "已经评价过" in words(opened(link))
    row = RatingLink.objects.get()
    assert (row.score, row.comment, len(to_tell())) == (2, "", 1)


def test_without_a_choice_it_asks_again_and_keeps_what_was_typed(link):
    again = answered(link, score="", comment="喂 <b>")
    assert again.status_code == 422
    assert "请先选择" in words(again) and "喂 &lt;b&gt;</textarea>" in again.content.decode()


@pytest.mark.parametrize("score", ["0", "6", "-1", "5.0", "五", "5 ", "1e0", "05", "true"])
def test_no_other_score_is_one(link, score):
    assert answered(link, score).status_code == 422
    assert RatingLink.objects.get().score is None


def test_a_comment_is_kept_as_text_and_never_endless(link):
    answered(link, "1", "<script>alert(1)</script>\x00\u202egnp\r\n" + "长" * 600)
    comment = RatingLink.objects.get().comment
    assert comment.startswith("<script>alert(1)</script>gnp\n长") and len(comment) == 500


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("score=5&comment=" + "a" * 9000, FORM),
        ("score=5", "text/plain"),
        ('{"score": 5}', "application/json"),
        ("score=%ff%fe", FORM),
        ("&".join(f"x{n}=1" for n in range(50)) + "&score=5", FORM),
        ("", FORM),
    ],
)
def test_what_is_no_small_form_is_no_answer(link, body, kind):
    assert Client().post(link, body, content_type=kind).status_code == 422
    assert RatingLink.objects.get().score is None


def test_a_form_with_files_is_read_by_nobody(link):
    assert Client().post(link, {"score": "5"}).status_code == 422
    assert RatingLink.objects.get().score is None


def test_the_page_loads_nothing_keeps_nothing_and_goes_nowhere_else(link):
    shown = opened(link)
    policy = shown.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script" not in policy and "unsafe" not in policy
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in shown.headers["X-Robots-Tag"]
    assert not shown.cookies
    body = shown.content.decode()
    assert not re.search(r"<script|\son\w+=|src=|href=|style=", body)


def test_it_says_nothing_of_customer_agent_or_call(house, link):
    for response in (opened(link), answered(link), opened(link)):
        body = response.content.decode()
        for secret in ("13800000001", "0001", "agent", str(house.agent.id), str(RatingLink.objects.get().pk)):
            assert secret not in body, secret


def test_a_name_with_signs_of_its_own_is_text(house, link):
    house.tenant.name = '<img src=x onerror="alert(1)">{link}'
    house.tenant.save()
    body = opened(link).content.decode()
    assert "<img" not in body and "&lt;img" in body


def test_a_link_is_over_in_time_and_looks_like_one_that_never_was(link, moment):
    moment["now"] = AT_TEN + dt.timedelta(hours=73)
    late, never = opened(link), opened("/r/" + "A" * 22)
    assert late.status_code == never.status_code == 404
    assert late.content == never.content and "链接已失效" in words(late)
    assert answered(link).status_code == 404
    assert RatingLink.objects.get().score is None


def test_after_some_links_that_do_not_exist_an_address_waits(link, monkeypatch):
    clock = {"ms": 1_000_000}
    monkeypatch.setattr(rating_page, "steady_ms", lambda: clock["ms"])
    for n in range(guessing.MOST):
        assert opened(f"/r/guess-{n}").status_code == 404
    slow = opened("/r/guess-more")
    assert (slow.status_code, "一分钟后" in words(slow)) == (429, True)
    assert opened("/r/guess-more", REMOTE_ADDR="10.9.9.9").status_code == 404
    clock["ms"] += guessing.SPAN_MS
    assert opened("/r/guess-more").status_code == 404


def test_who_shares_an_address_with_a_guesser_opens_his_link_and_answers(link):
    for n in range(guessing.MOST):
        opened(f"/r/guess-{n}")
    assert opened("/r/guess-more").status_code == 429
    assert (opened(link).status_code, answered(link, "4").status_code) == (200, 200)
    assert RatingLink.objects.get().score == 4


def test_a_neighbourhood_of_guessers_counts_as_one_and_many_fill_no_memory():
    guesses = guessing.Guesses()
    for n in range(guessing.MOST):
        guesses.missed(f"2001:db8::{n:x}", 0)
    assert guesses.too_many("2001:db8::ffff", 1) and not guesses.too_many("2001:db8:0:1::1", 1)
    for n in range(guessing.REMEMBERED + 50):
        guesses.missed(f"10.{n >> 16}.{(n >> 8) & 255}.{n & 255}", 2)
    assert len(guesses._missed) == guessing.REMEMBERED


def test_odd_addresses_are_no_links(link):
    token = link.removeprefix("/r/")
    odd = ["A" * 5000, token[:-1], token + "A", token.swapcase(), "%00", "' OR 1=1 --", "..%2f", "评价"]
    for one in odd:
        assert opened(f"/r/{one}").status_code == 404, one
    assert Client().put(link).status_code == 405


def test_the_digest_opens_nothing(link):
    assert opened("/r/" + RatingLink.objects.get().digest).status_code == 404
    assert len(digest_of("x")) == 64


def test_a_link_is_for_one_conversation_of_one_company(house, owed, link):
    owed("13800000009")
    other = RatingLink.objects.exclude(digest=digest_of(link.removeprefix("/r/"))).get()
    answered(link, "3")
    other.refresh_from_db()
    assert other.score is None and len(to_send()) == 2


def test_an_answer_is_told_to_the_floor_and_its_comment_lives_there(link, floor):
    answered(link, "2", "等了很久")
    (job,) = jobs(telling.TELL)
    messaging_jobs.tell_floor(Work(job))
    messaging_jobs.tell_floor(Work(job))
    first = floor.told[0]
    assert (first.score, first.comment, first.person) == (2, "等了很久", "")
    assert RatingLink.objects.get().comment == ""


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_is_kept(house, owed):
    owed()
    peer = Peer()
    send(peer)
    token = peer.at_the_phone[0][1].partition("/r/")[2]
    said, ready = [], threading.Barrier(4)

    def one(score):
        ready.wait()
        try:
            said.append(answering.answer(token, score, f"from {score}", NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(score,)) for score in (1, 2, 4, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["answered", "answered", "answered", "thanks"]
    row = RatingLink.objects.get()
    assert row.comment == f"from {row.score}" and len(to_tell()) == 1


def test_every_face_has_its_words_in_both_languages():
    for face in rating_page.STATUS:
        for language in ("zh", "en"):
            assert page.shown(face, language, "公司").startswith("<!doctype html>")
    assert all(zh and en for zh, en in page.WORDS.values())
