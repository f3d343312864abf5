"""Words of member lists."""

from collections.abc import Iterable, Sequence

from django import template

from regiowerk.multipliers.queries import RowView
from regiowerk.web.workspace import reasons
from regiowerk.web.workspace.lists import words

register = template.Library()
register.filter("score_words", reasons.score)
register.filter("reason_lines", reasons.lines)
register.filter("decision_words", words.decision)


@register.filter
def decision_tone(code: str) -> str:
    """Class of the chip that shows the decision on a row."""
    return words.TONES.get(code, "")


@register.filter
def percent(probability: float) -> int:
    """Whole per cent; 100 would say more than a likeness of records can."""
    return min(99, int(probability * 100))


@register.filter
def reason_text(coded: Iterable[tuple[str, str]]) -> str:
    """The reasons in one line, without their details."""
    return " ".join(str(line.text) for line in reasons.lines(coded))


@register.filter
def written(row: RowView, header: Sequence[str]) -> list[tuple[str, str]]:
    """Headings and cells of a row, those that are empty left out."""
    return [(title, cell) for title, cell in zip(header, row.as_written, strict=False) if cell]
