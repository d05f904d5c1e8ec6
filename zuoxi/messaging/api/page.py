"""How the public page looks: one column on a telephone, both languages, and not a line of script."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Literal

from django.utils.html import escape

Face = Literal["ask", "choose", "thanks", "answered", "gone", "slow"]

WORDS: dict[str, tuple[str, str]] = {
    "title": ("服务评价", "How was it?"),
    "question": ("您对刚才的通话满意吗？", "How was your call with us?"),
    "5": ("非常满意", "Very good"),
    "4": ("满意", "Good"),
    "3": ("一般", "Neither good nor bad"),
    "2": ("不满意", "Bad"),
    "1": ("非常不满意", "Very bad"),
    "comment": ("想补充的话（可不填）", "Anything to add? (optional)"),
    "send": ("提交评价", "Send"),
    "choose": ("请先选择一个评分。", "Please choose one of the five first."),
    "thanks": ("谢谢，您的评价已收到。", "Thank you, we have your answer."),
    "thanks_more": ("可以关闭本页了。", "You can close this page."),
    "answered": ("您已经评价过了，谢谢。", "You have already answered. Thank you."),
    "answered_more": ("每次通话只评价一次。", "Each call is rated once."),
    "gone": ("链接已失效。", "This link is no longer valid."),
    "gone_more": (
        "链接只在一段时间内有效，请从短信里完整打开。",
        "Links are valid for a while. Open it from the message, all of it.",
    ),
    "slow": ("打开得太频繁了。", "Too many tries."),
    "slow_more": ("请一分钟后再试。", "Please try again in a minute."),
}
STYLE = (
    ":root{color-scheme:light dark}*{box-sizing:border-box}"
    "body{margin:0;font:17px/1.5 system-ui,-apple-system,'PingFang SC','Noto Sans CJK SC',sans-serif;"
    "background:#f5f6f8;color:#1b2430}"
    "main{max-width:30rem;margin:0 auto;padding:24px 16px 40px}"
    "header{color:#566173;font-size:15px;margin-bottom:4px;overflow-wrap:anywhere}"
    "h1{font-size:22px;line-height:1.35;margin:0 0 20px;font-weight:600}"
    "fieldset{border:0;margin:0;padding:0;display:grid;gap:10px}legend{padding:0}"
    "label.score{display:flex;align-items:center;gap:14px;min-height:56px;padding:0 16px;"
    "border:2px solid #d5dae2;"
    "border-radius:12px;background:#fff;cursor:pointer;font-size:18px}"
    "label.score b{font-size:22px;width:1.2em;text-align:center;color:#1664d9}"
    "label.score input{position:absolute;opacity:0}"
    "label.score:has(:checked){border-color:#1664d9;background:#e8f0fd}"
    "label.score:has(:focus-visible){outline:3px solid #1664d9;outline-offset:2px}"
    ".more{display:block;margin:22px 0 6px;color:#566173;font-size:15px}"
    "textarea{width:100%;min-height:92px;padding:12px;font:inherit;border-radius:12px;"
    "border:2px solid #d5dae2;background:#fff;color:inherit}"
    "button{width:100%;min-height:56px;margin-top:18px;border:0;border-radius:12px;background:#1664d9;"
    "color:#fff;font:inherit;font-size:19px;font-weight:600}"
    ".wrong{color:#b3261e;margin:0 0 12px}p{margin:0 0 8px;color:#566173}"
    "@media(prefers-color-scheme:dark){body{background:#12161c;color:#e7ebf1}header,.more,p{color:#a3aebd}"
    "label.score,textarea{background:#1b222b;border-color:#3a4553}label.score b{color:#7fb0ff}"
    "label.score:has(:checked){background:#1d3050;border-color:#7fb0ff}.wrong{color:#ff9c94}}"
)
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Vary": "Accept-Language",
}
"""The address is a secret: it goes to no other site, into no cache and no index."""
FORM: frozenset[Face] = frozenset(("ask", "choose"))


def language_of(accepted: str) -> str:
    """What a telephone reads first of our two languages; empty: neither."""
    wished: list[tuple[float, str]] = []
    for one in accepted[:500].split(","):
        name, _, quality = one.strip().partition(";q=")
        language = name.lower().partition("-")[0]
        if language in ("zh", "en"):
            wished.append((_quality(quality), language))
    return max(wished, key=lambda one: one[0])[1] if wished else ""


def shown(face: Face, language: str, company: str = "", comment: str = "") -> str:
    """The page. `company` and `comment` may hold anything."""
    which = 1 if language == "en" else 0
    words = {key: escape(both[which]) for key, both in WORDS.items()}
    body = _form(words, face == "choose", escape(comment)) if face in FORM else _said(words, face)
    return (
        f'<!doctype html><html lang="{"en" if which else "zh-CN"}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{words['title']}</title><style>{STYLE}</style></head>"
        f"<body><main><header>{escape(company)}</header>{body}</main></body></html>"
    )


def _form(words: Mapping[str, str], missing: bool, comment: str) -> str:
    scores = "".join(
        f'<label class="score"><input type="radio" name="score" value="{score}" required>'
        f"<b>{score}</b><span>{words[str(score)]}</span></label>"
        for score in (5, 4, 3, 2, 1)
    )
    wrong = f'<p class="wrong" role="alert">{words["choose"]}</p>' if missing else ""
    return (
        f'<form method="post"><fieldset><legend><h1>{words["question"]}</h1>{wrong}</legend>'
        f"{scores}</fieldset>"
        f'<label class="more" for="comment">{words["comment"]}</label>'
        f'<textarea id="comment" name="comment" maxlength="500" rows="3">{comment}</textarea>'
        f'<button type="submit">{words["send"]}</button></form>'
    )


def _said(words: Mapping[str, str], face: Face) -> str:
    return f'<h1 role="status">{words[face]}</h1><p>{words[f"{face}_more"]}</p>'


def _quality(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
