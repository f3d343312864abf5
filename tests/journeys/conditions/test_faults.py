"""What is looked for is found: a page with one fault of each kind, and one without."""

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conditions.hand import FOCUS
from tests.journeys.conditions.kinds import FAULTS

WHOLE = "<header></header><main><h1>One</h1>{}</main><footer></footer>"
FAULTY = {
    "<p style='width: 2000px'>Wide</p>": "page is",
    "<p style='width: 4rem; overflow: hidden; white-space: nowrap'>Longer than its box</p>": "cut off sideways",
    "<p style='height: 1rem; overflow: hidden'>Two<br>lines</p>": "cut off below",
    "<button style='width: 3rem; white-space: nowrap'>Longer than the button</button>": "text runs out of",
    "<button style='width: 16px; height: 16px; padding: 0'></button><button>Near</button>": "too small",
    "<button>One</button><button style='margin-left: -2rem; width: 9rem'>Other</button>": "lies over",
    "<p id='a'>One</p><p id='a'>Two</p>": "two elements have the id a",
    "<p lang='german'>Text</p>": 'lang="german"',
    "<h3>Three</h3>": "h3 after h1",
    "<h1>Another</h1>": "not one h1",
}


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Page:
    page = browser.new_page(viewport={"width": 640, "height": 480})
    page.set_content("<!DOCTYPE html><html lang='en'><body></body></html>")
    return page


@pytest.mark.parametrize(("markup", "fault"), FAULTY.items(), ids=FAULTY.values())
def test_a_fault_is_found(blank: Page, markup: str, fault: str) -> None:
    blank.locator("body").evaluate("(body, markup) => { body.innerHTML = markup }", WHOLE.format(markup))
    assert any(fault in line for line in blank.evaluate(FAULTS)), blank.evaluate(FAULTS)


def test_a_whole_page_has_none(blank: Page) -> None:
    markup = "<p>Text with a <a href='#'>link</a> in it.</p><p class='sr' style='clip-path: inset(50%)'>For ears</p>"
    blank.locator("body").evaluate("(body, markup) => { body.innerHTML = markup }", WHOLE.format(markup))
    assert blank.evaluate(FAULTS) == []


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<button style='outline: none'>No ring</button>", "no ring"),
        ("<button style='outline: 3px solid'>Under</button><p style='position: fixed; inset: 0'>Over</p>", "hidden"),
    ],
)
def test_a_focus_that_is_not_seen_is_found(blank: Page, markup: str, fault: str) -> None:
    blank.locator("body").evaluate("(body, markup) => { body.innerHTML = markup }", WHOLE.format(markup))
    blank.locator("button").focus()
    assert str(blank.evaluate(FOCUS)).startswith(fault)
