"""Small pieces of mark-up: texts with their language, icons, dates as exact as they are."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from regiowerk.common.multilingual import pick
from regiowerk.web.directory.words import sort_name
from regiowerk.web.languages import current_language
from regiowerk.web.sides import side_of

register = template.Library()
register.filter("side", side_of)
register.filter("sort_name", sort_name)

STATUS_TONES = {"dissolved": "off", "insolvent": "bad"}
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@register.simple_tag
def t(labels: Mapping[str, str] | None, fallback: str = "") -> str:
    """`{% t labels %}`: the text for the reader, marked with its language where that is another."""
    text, language = pick(labels or {}, current_language())
    return in_language(text or fallback, language)


@register.simple_tag
def in_language(text: str, language: str = "") -> str:
    """`{% in_language text language %}`: for names and texts of one language."""
    if not language or language == current_language():
        return format_html("{}", text)
    return format_html('<span lang="{}">{}</span>', language, text)


@register.simple_tag
def lang_attribute(language: str) -> str:
    """`lang="cs"` with a leading space, or nothing when the page is in that language."""
    return format_html(' lang="{}"', language) if language and language != current_language() else ""


@register.filter
def plain(labels: Mapping[str, str] | None) -> str:
    """The text for the reader without mark-up, for attributes and titles."""
    return pick(labels or {}, current_language()).text


@register.simple_tag
def side_label(country: str, labels: Mapping[str, str] | None = None) -> SafeString:
    """`{% side_label "CZ" labels %}`: code of the country and name of the region, in the colour of its side."""
    return format_html(
        '<span class="side" data-side="{}">{} · {}</span>', side_of(country), country, t(labels, country)
    )


@register.simple_tag
def chip(text: Mapping[str, str] | str, tone: str = "") -> SafeString:
    """`{% chip labels "warn" %}`: a state; tones are good, warn, bad, off."""
    return format_html('<span class="chip {}">{}</span>', tone, t(text) if isinstance(text, Mapping) else text)


@register.filter
def status_tone(status: str) -> str:
    """Tone of the chip for the status of an organisation that is not simply active."""
    return STATUS_TONES.get(status, "warn")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon; a text always stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def pieces(parts: Iterable[tuple[str, bool]]) -> SafeString:
    """A text in pieces, the matched ones marked."""
    return format_html_join(
        "",
        "{}{}{}",
        ((mark_safe("<mark>"), text, mark_safe("</mark>")) if hit else ("", text, "") for text, hit in parts),
    )


@register.filter
def iso_date(text: str) -> str:
    """'2009-05-31' → '31.05.2009'; '2009-05' and '2009' as far as they go; other texts as they are."""
    match = _ISO_DATE.fullmatch(text)
    if match is None:
        return text
    year, month, day = match.groups()
    try:
        if day:
            return date_format(date(int(year), int(month), int(day)), "SHORT_DATE_FORMAT")
        return date_format(date(int(year), int(month), 1), "YEAR_MONTH_FORMAT") if month else year
    except ValueError:
        return text


@register.filter
def kilometres(distance: float) -> str:
    """'0,8' below ten kilometres, whole numbers above."""
    return number_format(distance, 1 if distance < 9.95 else 0)
