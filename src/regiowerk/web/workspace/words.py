"""The words for a run's states and for the reasons in its report."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regiowerk.registers.messages import MESSAGES, PLAIN
from regiowerk.registers.models import RunState
from regiowerk.registers.queries import RunReport

Text = str | Promise

STATES: Mapping[str, Text] = {
    RunState.READING: _("reading the file"),
    RunState.APPLYING: _("storing the entries"),
    RunState.INDEXING: _("updating the search"),
    RunState.DONE: _("done"),
    RunState.REFUSED: _("refused, nothing changed"),
    RunState.FAILED: _("failed"),
}
# Class of the chip that shows a state.
TONES: Mapping[str, str] = {RunState.DONE: "good", RunState.REFUSED: "warn", RunState.FAILED: "bad"}
REASONS: Mapping[str, Text] = {
    "syntax": _("The row cannot be read."),
    "encoding": _("The row is not in UTF-8."),
    "line_too_long": _("The row is implausibly long."),
    "cut_off": _("The file ends in the middle of this entry."),
    "xml_entities": _("The document declares XML entities of its own, as no register does."),
    "schema_version": _("The entry is in another version of the format."),
    "columns": _("The row does not have the columns of this register."),
    "field": _("A field is missing or of the wrong kind."),
    "identifier": _("The entry number does not have the format of this register."),
    "check_digit": _("The check digit of the entry number is wrong."),
    "other_register": _("The entry belongs to another register."),
    "name_unknown": _("The entry has no name."),
    "name_too_long": _("The name is implausibly long."),
    "duplicate": _("The entry appears in the file a second time."),
    "date": _("A date is impossible and was left out."),
    "amount": _("An amount cannot be read and was left out."),
    "legal_form": _("The legal form is not in any known list and was left out."),
    "other_number": _("A further number of the entry is wrong and was left out."),
    "activity_row": _("A row of activities cannot be read."),
    "natural_person": _("Sole traders and other natural persons are not stored."),
    "suppressed": _("Entries that somebody objected to."),
    "other_country": _("Entries from countries that are not imported."),
}


@dataclass(frozen=True)
class Count:
    reason: Text
    number: int


def state(code: str) -> Text:
    return STATES.get(code, code)


def reason(code: str) -> Text:
    """The sentence for a reason; a code that has none stands for itself."""
    return REASONS.get(code, code)


def message(report: RunReport) -> str:
    """What the run has to say as a whole."""
    data = {
        name: localize(value) if isinstance(value, int) and name not in PLAIN else value
        for name, value in report.message_data.items()
    }
    return gettext(MESSAGES[report.message_code]).format(**data)


def counts(numbers: Mapping[str, int]) -> list[Count]:
    """The most frequent first."""
    return [Count(reason(code), number) for code, number in sorted(numbers.items(), key=lambda item: -item[1])]
