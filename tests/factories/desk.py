"""Pairs of entries that the rules left to a person."""

from regiowerk.directory.models import OrganisationEntry
from regiowerk.linking.models import Candidate
from regiowerk.registers.models import Entry

REASONS = [["name_partial", "präzision"], ["form_related", ""], ["place_different", ""]]


def waiting_pair(
    one: str = "Erzgebirge Präzision GmbH", other: str = "Severočeská Senzorika s.r.o.", weight: float = 3.5
) -> Candidate:
    """The entries of two organisations, by their names, in the queue of the run that brought the second."""
    left, right = sorted((_entry(one), _entry(other)), key=lambda entry: entry.pk)
    values = {"run": right.changed_run, "weight": weight, "reasons": REASONS}
    return Candidate.objects.update_or_create(left=left, right=right, defaults=values)[0]


def _entry(name: str) -> Entry:
    return OrganisationEntry.objects.select_related("entry").get(home__name=name).entry
