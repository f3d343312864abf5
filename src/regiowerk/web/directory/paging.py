"""Numbers of a pager: the first, the last, and those around the present one."""

from typing import NamedTuple

from regiowerk.web.directory.parameters import SearchParameters

AROUND = 1


class PageLink(NamedTuple):
    number: int  # 0: numbers are left out here
    query_string: str
    current: bool


def page_links(parameters: SearchParameters, pages: int) -> list[PageLink]:
    current = min(parameters.page, pages)
    near = range(current - AROUND, current + AROUND + 1)
    numbers = sorted({1, pages, *(number for number in near if 1 <= number <= pages)})
    links: list[PageLink] = []
    for number in numbers:
        if links and number - links[-1].number == 2:
            links.append(_link(parameters, number - 1, current))
        elif links and number - links[-1].number > 2:
            links.append(PageLink(0, "", False))
        links.append(_link(parameters, number, current))
    return links


def _link(parameters: SearchParameters, number: int, current: int) -> PageLink:
    return PageLink(number, parameters.changed(page=number).query_string or "?", number == current)
