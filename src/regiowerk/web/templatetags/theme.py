"""The operator's look, for pages with and without a request."""

from django import template

from regiowerk.web import theme as themes

register = template.Library()


@register.simple_tag
def theme() -> themes.Theme:
    """`{% theme as theme %}`."""
    return themes.theme()
