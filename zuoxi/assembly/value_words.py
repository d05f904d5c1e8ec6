"""Writes the words of values for the pages: `python -m zuoxi.assembly.value_words`.

Workbooks and pages say the same of an outcome, a reason, a field of a row: it is defined in the area's doors,
and the desktop's texts are made from there (`desktop/src/texts/values.ts`).
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

Sentence = tuple[str, str]

TARGET = Path(__file__).resolve().parents[2] / "desktop" / "src" / "texts" / "values.ts"
HEAD = """\
/** What values are called, as in workbooks. Made by `python -m zuoxi.assembly.value_words`; do not edit. */
import type { Pairs } from './pair'

export const values = {
"""
NOTHING_YET = "running"
"""Stands for an empty code, which can be no name of a text."""


def groups() -> dict[str, Mapping[str, Sentence]]:
    """Group of texts -> code -> (Chinese, English)."""
    from zuoxi.calls.api.words import VALUES as CALLS
    from zuoxi.compliance.api.sheets import VALUES as COMPLIANCE
    from zuoxi.contacts.api.sheets import VALUES as CONTACTS
    from zuoxi.organisation.api.sheets import VALUES as ORGANISATION

    return {**CALLS, **COMPLIANCE, **CONTACTS, **ORGANISATION}


def render() -> str:
    """The whole file."""
    lines = [
        f"  {_quoted(f'{group}.{code or NOTHING_YET}')}: [{_quoted(zh)}, {_quoted(en)}],\n"
        for group, words in sorted(groups().items())
        for code, (zh, en) in words.items()
    ]
    return f"{HEAD}{''.join(lines)}}} as const satisfies Pairs\n"


def _quoted(text: str) -> str:
    return "'" + json.dumps(text, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("'", "\\'") + "'"


def main() -> int:
    """Write the file."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zuoxi.assembly.settings")
    django.setup()
    TARGET.write_text(render(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
