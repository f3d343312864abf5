"""How somebody uses a page: with a pointer, or with the keyboard alone."""

from pathlib import Path

from playwright.sync_api import Locator, Page

FOCUS = (Path(__file__).parent / "focus.js").read_text(encoding="utf-8")
MOST_STOPS = 200


class Pointer:
    """Clicks and touches. What stands in a closed menu is shown first."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, selector: str) -> None:
        """Activate a link or a button."""
        self._activate(self.shown(selector))

    def write(self, selector: str, text: str) -> None:
        self.shown(selector).fill(text)

    def choose(self, selector: str, option: str) -> None:
        self.shown(selector).select_option(label=option)

    def tick(self, selector: str) -> None:
        self.shown(selector).check()

    def shown(self, selector: str) -> Locator:
        """The first element that is visible; the menu or panel it stands in is opened. Raises AssertionError."""
        self.page.locator(selector).first.wait_for(state="attached")
        all_of_them = self.page.locator(selector).all()
        for element in all_of_them:
            if element.is_visible():
                return element
        for element in all_of_them:
            summary = element.locator("xpath=ancestor::details[not(@open)][last()]/summary")
            if summary.count() and summary.is_visible():
                self._activate(summary)
                element.wait_for(state="visible")
                return element
        raise AssertionError(f"{selector} is not shown and in no menu")

    def _activate(self, control: Locator) -> None:
        control.click()


class Keyboard(Pointer):
    """Tab, Enter, Space and letters; at each stop the focus must be seen."""

    def write(self, selector: str, text: str) -> None:
        self._reach(self.shown(selector))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, selector: str, option: str) -> None:
        self._reach(self.shown(selector))
        self.page.keyboard.type(option)

    def tick(self, selector: str) -> None:
        self._reach(self.shown(selector))
        self.page.keyboard.press("Space")

    def _activate(self, control: Locator) -> None:
        self._reach(control)
        self.page.keyboard.press("Enter")

    def _reach(self, control: Locator) -> None:
        for _ in range(MOST_STOPS):
            if control.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement !== document.body"):
                wrong = self.page.evaluate(FOCUS)
                assert wrong is None, wrong
        raise AssertionError(f"{control} is not reached by the Tab key")
