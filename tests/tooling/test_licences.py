"""Every pinned package that runs with the centre has a licence that NOTICE names."""

import json
import re
from importlib import metadata
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
FREE = {
    *(
        "Apache-2.0",
        "MIT",
        "MIT-0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "0BSD",
        "PSF-2.0",
        "CC0-1.0",
        "Zlib",
        "ISC",
    ),
    *("Apache Software License", "MIT License", "BSD License", "Python Software Foundation License"),
}
NAMED_APART = {"psycopg", "psycopg-binary", "espeakng-loader"}


def python_packages():
    for line in (CHECKOUT / "requirements" / "run.txt").read_text().splitlines():
        if found := re.match(r"([A-Za-z0-9_.-]+)(?:\[.*?\])?==", line):
            yield found.group(1)


def licences(package: str) -> set[str]:
    about: Any = metadata.metadata(package)
    if expression := about.get("License-Expression"):
        return set(re.split(r"\s+(?:AND|OR|WITH)\s+", expression.strip("()")))
    classifiers = about.get_all("Classifier") or []
    return {one.split(" :: ")[-1] for one in classifiers if one.startswith("License :: OSI")} or {
        about.get("License") or "none told"
    }


def test_every_python_package_has_a_licence_that_the_notice_names():
    strange = {
        package: found
        for package in python_packages()
        if package not in NAMED_APART and not (found := licences(package)) & FREE
    }
    assert not {name: found for name, found in strange.items() if not any("Apache" in one for one in found)}


def test_packages_with_another_licence_are_named_apart():
    notice = (CHECKOUT / "NOTICE").read_text()
    assert all(package.removesuffix("-binary") in notice for package in NAMED_APART)


def test_every_browser_package_that_reaches_a_person_is_free():
    packages = json.loads((CHECKOUT / "desktop" / "package-lock.json").read_text())["packages"]
    shipped = {
        name: about.get("license", "") for name, about in packages.items() if name and not about.get("dev")
    }
    assert not {name: licence for name, licence in shipped.items() if licence not in FREE}
