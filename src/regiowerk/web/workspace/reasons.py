"""Scores and reasons of the linking, in the reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regiowerk.web.directory.words import identifier

Text = str | Promise

REASONS: Mapping[str, Text] = {
    "identifier_same": _("The number is the same."),
    "identifier_different": _("The numbers are different."),
    "name_same": _("The name is the same."),
    "name_alike": _("The name differs in its spelling only."),
    "name_contained": _("One name holds the other and has more words."),
    "name_partial": _("The names have some words in common."),
    "name_different": _("The names are different."),
    "name_former": _("It is a former or a further name."),
    "name_short": _("The name is very short."),
    "form_same": _("The legal form is the same."),
    "form_related": _("The legal forms are related."),
    "form_beside": _("A company and the partnership beside it often bear one name."),
    "form_different": _("The legal forms are different."),
    "number_differs": _("A number in the name is different."),
    "role_differs": _("Only one of them is a holding, a service or a similar part of a group."),
    "branch_differs": _("Only one of them is a branch."),
    "address_same": _("The address is the same."),
    "postal_code_same": _("The postal code is the same."),
    "town_same": _("The town is the same."),
    "place_different": _("The places are different."),
    "website_same": _("The website is the same."),
    "website_different": _("The websites are different."),
    "founded_same": _("They were founded at the same time."),
    "founded_different": _("They were founded at different times."),
    "entry_gone": _("The register entry has ended."),
    "other_candidate_near": _("Another organisation fits almost as well."),
}
# Least probability and its words, the highest first.
SCORES: tuple[tuple[float, Text], ...] = (
    (0.995, _("practically certain")),
    (0.95, _("very likely")),
    (0.7, _("likely")),
    (0.3, _("possible")),
    (0.0, _("unlikely")),
)


@dataclass(frozen=True)
class ReasonLine:
    text: Text
    detail: Text = ""  # the number's kind, or the words that only one name has


def lines(reasons: Iterable[tuple[str, str]]) -> list[ReasonLine]:
    """Sentences for coded reasons, in their order; a code that has none stands for itself."""
    return [ReasonLine(REASONS.get(code, code), _detail(code, detail)) for code, detail in reasons]


def score(probability: float) -> Text:
    return next(words for least, words in SCORES if probability >= least)


def _detail(code: str, detail: str) -> Text:
    if code.startswith("identifier_"):
        return identifier(detail) if detail else ""
    return detail if code in ("name_contained", "name_partial", "name_different") else ""
