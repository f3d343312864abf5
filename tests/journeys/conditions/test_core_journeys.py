"""Every core journey under every condition."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.conditions.journeys import CORE, Visitor, find_a_partner
from tests.journeys.conditions.kinds import KEYBOARD, NO_SCRIPTS, OF_JOURNEYS, Condition

OpenPage = Callable[..., Page]
Journey = Callable[[Visitor], None]


def walk(journey: Journey, condition: Condition, open_page: OpenPage) -> None:
    page = open_page(width=condition.width, height=condition.height, **condition.options)
    condition.prepare(page)
    journey(Visitor(page, condition.hand(page), condition))


def test_a_partner_is_found_with_the_keyboard_alone(open_page: OpenPage) -> None:
    walk(find_a_partner, KEYBOARD, open_page)


def test_a_partner_is_found_without_scripts(open_page: OpenPage) -> None:
    walk(find_a_partner, NO_SCRIPTS, open_page)


@pytest.mark.parametrize("condition", OF_JOURNEYS, ids=lambda condition: condition.name)
@pytest.mark.parametrize("journey", CORE, ids=lambda journey: journey.__name__)
def test_every_journey_passes(journey: Journey, condition: Condition, open_page: OpenPage) -> None:
    if journey is find_a_partner and condition in (KEYBOARD, NO_SCRIPTS):
        return  # above, under names of their own
    walk(journey, condition, open_page)
