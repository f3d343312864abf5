"""Words of the review desk."""

from django import template

from regiowerk.web.workspace import reasons
from regiowerk.web.workspace.desk import words

register = template.Library()
register.filter("reason_lines", reasons.lines)
register.filter("likelihood", words.likelihood)


@register.filter
def verdict_words(code: str) -> words.Text:
    return words.VERDICTS.get(code, code)


@register.filter
def verdict_tone(code: str) -> str:
    """Class of the chip that shows a verdict."""
    return words.TONES.get(code, "")


@register.filter
def tie_words(code: str) -> words.Text:
    return words.TIES.get(code, code)


@register.filter
def state_words(code: str) -> words.Text:
    """Whether a field is the same on both sides."""
    return words.STATES.get(code, code)
