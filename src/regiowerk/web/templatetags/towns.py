"""Names of towns in the reader's language."""

from django import template
from django.utils.html import format_html

from regiowerk.places.queries import town_names
from regiowerk.web.languages import current_language
from regiowerk.web.templatetags.components import in_language

register = template.Library()


@register.simple_tag
def town(country: str, nuts3: str, name: str, language: str = "") -> str:
    """`{% town "CZ" "CZ042" "Ústí nad Labem" "cs" %}`: the own name, marked with its language, and the reader's."""
    own, other = town_names(country, nuts3, name, current_language())
    shown = in_language(own, language)
    return format_html("{} ({})", shown, other) if other else shown


@register.simple_tag
def plain_town(country: str, nuts3: str, name: str) -> str:
    """The same without mark-up, for titles and attributes."""
    own, other = town_names(country, nuts3, name, current_language())
    return f"{own} ({other})" if other else own
