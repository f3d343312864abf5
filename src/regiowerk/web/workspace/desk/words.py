"""The words for judgements, and for what two entries are to each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp2
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regiowerk.accounts.models import Account
from regiowerk.linking.models import RULES, Tie, Verdict
from regiowerk.web.workspace import reasons

Text = str | Promise
LATER: Final = "later"

VERDICTS: Mapping[str, Text] = {
    Verdict.POSITIVE: _("the same organisation"),
    Verdict.NEGATIVE: _("different organisations"),
    Verdict.UNSURE: _("unsure"),
}
# Class of the chip that shows a verdict.
TONES: Mapping[str, str] = {Verdict.POSITIVE: "good", Verdict.NEGATIVE: "off", Verdict.UNSURE: "warn"}
TIES: Mapping[str, Text] = {
    Tie.LEFT_IS_BRANCH: _("A is a branch of B"),
    Tie.RIGHT_IS_BRANCH: _("B is a branch of A"),
    Tie.LEFT_CAME_FIRST: _("B is the successor of A"),
    Tie.RIGHT_CAME_FIRST: _("A is the successor of B"),
}
STATES: Mapping[str, Text] = {
    "same": pgettext_lazy("field", "same"),
    "different": pgettext_lazy("field", "different"),
    "partly": pgettext_lazy("field", "same in part"),
    "one_side": pgettext_lazy("field", "on one side only"),
}


@dataclass(frozen=True)
class Decision:
    """A button; `key` is the letter that presses it, the same in all languages."""

    value: str
    label: Text
    key: str


DECISIONS: tuple[Decision, ...] = (
    Decision(Verdict.POSITIVE, pgettext_lazy("decision", "Same"), "s"),
    Decision(Verdict.NEGATIVE, pgettext_lazy("decision", "Different"), "d"),
    Decision(Verdict.UNSURE, pgettext_lazy("decision", "Unsure"), "u"),
    Decision(LATER, pgettext_lazy("decision", "Later"), "l"),
)


def likelihood(weight: float) -> Text:
    """How surely two entries with this match weight (bits) are one organisation."""
    return reasons.score(1 / (1 + exp2(-max(-60.0, min(60.0, weight)))))


def people(actors: set[str]) -> dict[str, str]:
    """The names of those who judged, in one query; what has no account stands for itself."""
    accounts = [int(actor.removeprefix("account:")) for actor in actors if actor.startswith("account:")]
    emails = {
        f"account:{pk}": email for pk, email in Account.objects.filter(pk__in=accounts).values_list("pk", "email")
    }
    named = {actor: emails.get(actor, actor) for actor in actors}
    return named | {RULES: now("the rules")} if RULES in actors else named
