"""A browser and its system by the words of a `User-Agent`, as people call them."""

import re

_BROWSERS = (
    ("Edge", re.compile(r"Edg(?:A|iOS)?/(\d+)")),
    ("Opera", re.compile(r"OPR/(\d+)")),
    ("360", re.compile(r"(?:QihooBrowser|360SE|360EE)/?(\d*)")),
    ("WeChat", re.compile(r"MicroMessenger/(\d+)")),
    ("Firefox", re.compile(r"(?:Firefox|FxiOS)/(\d+)")),
    ("Chrome", re.compile(r"(?:Headless)?(?:Chrome|CriOS)/(\d+)")),
    ("Safari", re.compile(r"Version/(\d+)[\d.]* (?:Mobile/\w+ )?Safari/")),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("Linux", "Linux"),
)


def device_said(user_agent: str) -> str:
    """`Chrome 126 · Windows`; empty when nothing of it is known. It is what the browser says of itself."""
    browser = next(
        (f"{name} {found[1]}".strip() for name, how in _BROWSERS if (found := how.search(user_agent))), ""
    )
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    return " · ".join(filter(None, (browser, system)))
