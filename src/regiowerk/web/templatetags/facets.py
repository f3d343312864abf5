"""Options of a facet as nested lists. Written in Python: a page has some hundred of them, and templates that include
themselves took half the time of the page.
"""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from regiowerk.web.directory.facets import FacetGroup, FacetOption
from regiowerk.web.templatetags.components import icon, t

register = template.Library()


@register.simple_tag
def facet_options(group: FacetGroup) -> SafeString:
    return _Writer(group.name).level(group.options, group.rest, "")


class _Writer:
    """The words and addresses that all options of a group share, looked up once."""

    def __init__(self, facet: str) -> None:
        self.facet = facet
        self.search = reverse("directory:search")
        self.widen_to = gettext("Widen to:")
        self.back = icon("undo-2")

    def level(self, shown: Iterable[FacetOption], rest: tuple[FacetOption, ...], above: str) -> SafeString:
        items = format_html('<ul role="list">{}</ul>', self._items(shown))
        if not rest:
            return items
        more = ngettext("%(number)s more", "%(number)s more", len(rest)) % {"number": len(rest)}
        return format_html(
            '{}<details class="more" id="more-{}-{}"><summary>{}</summary><ul role="list">{}</ul></details>',
            items,
            self.facet,
            above,
            more,
            self._items(rest),
        )

    def _items(self, options: Iterable[FacetOption]) -> SafeString:
        return format_html_join(
            "\n", "<li>{}{}</li>", ((self._option(option), self._below(option)) for option in options)
        )

    def _below(self, option: FacetOption) -> SafeString | str:
        return self.level(option.children, option.rest, option.value) if option.children else ""

    def _option(self, option: FacetOption) -> SafeString:
        name = t(option.labels, option.value)
        count = format_html(
            '<span class="n"><span class="sr">,</span> {} <span class="sr">{}</span></span>',
            number_format(option.count),
            ngettext("result", "results", option.count),
        )
        if option.widen:
            return format_html(
                '<a class="widen" href="{}{}">{}<span><span class="sr">{}</span> {}</span>{}</a>',
                self.search,
                option.widen,
                self.back,
                self.widen_to,
                name,
                count,
            )
        return format_html(
            '<label class="check{}"><input type="checkbox" form="search-form" id="{}-{}" name="{}" value="{}"{}>'
            "<span>{}</span>{}</label>",
            "" if option.count else " none",
            self.facet,
            option.value,
            self.facet,
            option.value,
            mark_safe(" checked") if option.selected else "",
            name,
            count,
        )
