"""No page is left out of those that are walked by key and looked at."""

import re
from pathlib import Path

from tests.journeys.every_page import EVERY_PAGE, TABS

DESKTOP = Path(__file__).resolve().parents[2] / "desktop" / "src"


def test_every_place_of_the_navigation_is_among_them():
    places = re.findall(r"^    path: '([^']+)'", (DESKTOP / "app" / "navigation.tsx").read_text(), re.M)
    assert len(places) > 5
    assert set(places) == {page.path.partition("?")[0] for page in EVERY_PAGE}


def test_every_tab_of_a_page_is_among_them():
    found = {}
    for file in (DESKTOP / "features").glob("*/*Page.tsx"):
        if "<PageTabs" in (text := file.read_text()):
            found[f"/{file.parent.name}"] = tuple(re.findall(r"\bkey: '([\w-]+)'", text))
    assert found == TABS
