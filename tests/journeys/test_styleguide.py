"""Every component as axe sees it: light and dark, wide and narrow."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from regiowerk.web.styleguide.catalogue import GROUPS
from tests.journeys.conftest import AXE

OpenPage = Callable[..., Page]
# These speak of whole pages. The guide shows parts of them, each several times.
OF_WHOLE_PAGES = ("landmark-unique", "landmark-complementary-is-top-level", "heading-order")


def findings(page: Page) -> list[str]:
    if not AXE.is_file():
        pytest.skip(f"{AXE} is not there (npm ci)")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = {rule: {"enabled": False} for rule in OF_WHOLE_PAGES}
    result = page.evaluate("rules => axe.run(document, {resultTypes: ['violations'], rules})", rules)
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_any_component(open_page: OpenPage, width: int, scheme: str) -> None:
    page = open_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    for group in GROUPS:
        page.goto(f"/de/styleguide/{group.name}/")
        assert findings(page) == [], group.name
        assert page.evaluate("document.documentElement.scrollWidth") == width, group.name
