"""What a register said before and says now."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from regiowerk.directory.page import HistoryValue
from regiowerk.web.templatetags.components import in_language, t

VALUES_SHOWN = 5

register = template.Library()


@register.simple_tag
def said(values: Sequence[HistoryValue], with_code: bool = False) -> SafeString:
    """`{% said event.former %}`: one value a line, each in its language; of many the first ones and how many more."""
    lines = [_line(value, with_code) for value in values[:VALUES_SHOWN]]
    more = len(values) - VALUES_SHOWN
    if more > 0:
        text = ngettext("and %(shown)s more", "and %(shown)s more", more) % {"shown": more}
        lines.append(format_html('<span class="quiet">{}</span>', text))
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))


def _line(value: HistoryValue, with_code: bool) -> str:
    text = t(value.labels, value.text) if value.labels else in_language(value.text, value.language)
    return format_html("{} {}", value.code, text) if with_code else text
