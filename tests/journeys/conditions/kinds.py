"""The conditions under which every core journey must pass. `docs/testing.md` says which rule each comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.journeys.conditions.hand import Keyboard, Pointer

FAULTS = (Path(__file__).parent / "faults.js").read_text(encoding="utf-8")
# WCAG 1.4.12. As an adopted stylesheet: the Content-Security-Policy allows no <style>.
SPACE_TEXT = """
    const spacing = new CSSStyleSheet();
    spacing.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
        p { margin-bottom: 2em !important }
    `);
    document.adoptedStyleSheets = [spacing];
"""
NO_BORDER = """() => [...document.querySelectorAll("button, .btn, input, select, textarea")]
    .filter((control) => control.checkVisibility() && !control.closest(".trap"))
    .filter((control) => !["checkbox", "radio"].includes(control.type))
    .filter((control) => {
        const style = getComputedStyle(control);
        const framed = style.borderStyle !== "none" && parseFloat(style.borderTopWidth) >= 1;
        return !framed && style.textDecorationLine !== "underline";
    })
    .map((control) => `neither border nor underline in forced colours: ${control.outerHTML.slice(0, 140)}`)"""
MOVES = """() => [...document.querySelectorAll("*")]
    .filter((element) => {
        const style = getComputedStyle(element);
        const seconds = `${style.transitionDuration},${style.animationDuration}`.split(",").map(parseFloat);
        return style.scrollBehavior === "smooth" || Math.max(...seconds) > 0.01;
    })
    .map((element) => `moves: ${element.outerHTML.slice(0, 140)}`)"""
DOES_NOTHING = """() => [...document.querySelectorAll("button:not([popovertarget], [commandfor])")]
    .filter((button) => button.checkVisibility() && !(button.form && button.type === "submit"))
    .map((button) => `does nothing without scripts: ${button.outerHTML.slice(0, 140)}`)"""


def _nothing(page: Page) -> None:
    pass


@dataclass(frozen=True)
class Condition:
    """Width and height in CSS pixels, options of the browser context; `also` is a check of this condition alone."""

    name: str
    width: int = 1280
    height: int = 900
    options: Mapping[str, Any] = field(default_factory=dict)
    hand: type[Pointer] = Pointer
    prepare: Callable[[Page], None] = _nothing
    also: str = "() => []"

    @property
    def scripts(self) -> bool:
        return bool(self.options.get("java_script_enabled", True))

    def faults(self, page: Page) -> list[str]:
        return [*page.evaluate(FAULTS), *page.evaluate(self.also)]


def _space_text(page: Page) -> None:
    page.add_init_script(SPACE_TEXT)


NARROW = Condition("320 pixels", width=320)
SPACED = Condition("text spacing", prepare=_space_text)
SPACED_NARROW = Condition("text spacing on a phone", width=390, prepare=_space_text)
ZOOMED = Condition("400 % zoom", width=320, height=256, options={"device_scale_factor": 4})
FORCED_COLOURS = Condition("forced colours", options={"forced_colors": "active"}, also=NO_BORDER)
REDUCED_MOTION = Condition("reduced motion", options={"reduced_motion": "reduce"}, also=MOVES)
NO_SCRIPTS = Condition("no scripts", options={"java_script_enabled": False}, also=DOES_NOTHING)
# Without smooth scrolling, so that what has the focus is looked at where it comes to rest.
KEYBOARD = Condition("keyboard alone", hand=Keyboard, options={"reduced_motion": "reduce"})

OF_JOURNEYS = (NARROW, SPACED, ZOOMED, FORCED_COLOURS, REDUCED_MOTION, NO_SCRIPTS, KEYBOARD)
OF_PAGES = (NARROW, SPACED, SPACED_NARROW, FORCED_COLOURS, REDUCED_MOTION, NO_SCRIPTS)
