"""The desktop's files while they are built anew under a running house."""

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from zuoxi.assembly import desktop_files


def test_a_file_that_goes_while_all_are_looked_through_costs_nobody_his_page(
    tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build takes the old files away; who asks at that moment is answered, the next request looks again."""
    settings.WHITENOISE_ROOT = tmp_path
    (tmp_path / "index.html").write_text("<title>Zuoxi</title>")
    looked: list[str] = []

    def gone(answer: desktop_files.Answer) -> desktop_files.Answer:
        looked.append("")
        raise FileNotFoundError(tmp_path / "assets" / "old.js")

    monkeypatch.setattr(desktop_files, "WhiteNoiseMiddleware", gone)
    served = desktop_files.desktop_files(lambda request: HttpResponse("page"))
    for _ in range(2):
        assert served(RequestFactory().get("/workbench")).status_code == 200
    assert len(looked) == 2
