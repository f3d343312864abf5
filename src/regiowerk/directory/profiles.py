"""Taking profiles over: what organisations say of themselves, beside what the registers say."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from django.db import transaction
from django.utils import timezone

from regiowerk.activity import actions as activity
from regiowerk.codelists import nace
from regiowerk.common.bulk import in_chunks
from regiowerk.common.identifiers import german_key, normalise
from regiowerk.directory import profile_file
from regiowerk.directory.models import Organisation, OrganisationEntry, Profile
from regiowerk.directory.profile_file import ProfileRow, Refusal
from regiowerk.places.queries import resolver
from regiowerk.search import actions as search

_BATCH = 500


@dataclass
class LoadReport:
    """What became of the rows of a file."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    organisations_made: int = 0  # of those without a register entry here
    refused: list[Refusal] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return self.new + self.changed + self.unchanged


def load_profiles(*, path: Path, sender: str, by: str) -> LoadReport:
    """Take over a file of profiles; the same file again changes nothing.

    A profile meets its organisation by the sender's id or by an identifier; one that no register has becomes an
    organisation of its own. Raises UnusableFileError for a broken file.
    """
    report = LoadReport()
    for batch in in_chunks(profile_file.read(path), _BATCH):
        with transaction.atomic():
            _Batch(sender, report).take(batch)
    activity.note(
        by=by,
        verb="profiles_loaded",
        object_type="profile_file",
        object_id=path.name[:60],
        data={"taken": report.taken, "new": report.new, "changed": report.changed, "refused": len(report.refused)},
    )
    return report


class _Batch:
    def __init__(self, sender: str, report: LoadReport) -> None:
        self.sender, self.report = sender, report
        self.outcomes: Counter[str] = Counter()
        self.touched: list[str] = []

    def take(self, rows: Iterable[tuple[int, ProfileRow] | Refusal]) -> None:
        for row in rows:
            if isinstance(row, Refusal):
                self.report.refused.append(row)
            else:
                self._take_row(*row)
        search.note_change(document_ids=self.touched)

    def _take_row(self, line: int, row: ProfileRow) -> None:
        present = Profile.objects.select_related("organisation").filter(sender=self.sender, external_id=row.id).first()
        organisation = present.organisation if present else _by_identifier(row)
        if present is None and organisation is not None and Profile.objects.filter(organisation=organisation).exists():
            self.report.refused.append(Refusal(line, f"{organisation.name} has a profile of another sender or id"))
            return
        values = _values(row)
        alone = organisation is None or not organisation.entries.exists()  # no register knows it
        described = _described(row) if alone else {}
        if present and _has(present, values) and _has(organisation, described):
            self.report.unchanged += 1
            return
        if organisation is None:
            organisation = Organisation(updated_on=timezone.localdate())
            self.report.organisations_made += 1
        for name, value in described.items():
            setattr(organisation, name, value)
        organisation.updated_on = timezone.localdate()
        organisation.save(update_fields=[*described, "updated_on"] if organisation.pk else None)
        Profile.objects.update_or_create(
            organisation=organisation,
            defaults={**values, "sender": self.sender, "external_id": row.id, "updated_on": organisation.updated_on},
        )
        self.report.changed += present is not None
        self.report.new += present is None
        self.touched.append(organisation.public_id)


def _values(row: ProfileRow) -> dict[str, object]:
    return {
        "language": row.language,
        "description": row.description.strip(),
        "products": [msgspec.to_builtins(product) for product in row.products],
        "certificates": list(row.certificates),
        "website": row.website,
        "employees": row.employees,
        "identifiers": [[item.scheme, normalise(item.scheme, item.value).value] for item in row.identifiers],
        "sectors": [nace.normalise(code) for code in row.nace],
        "street": row.street,
        "latitude": row.lat,
        "longitude": row.lon,
    }


def _by_identifier(row: ProfileRow) -> Organisation | None:
    keys = {normalise(identifier.scheme, identifier.value).value for identifier in row.identifiers}
    keys |= {german_key(key) for key in keys} - {""}
    links = OrganisationEntry.objects.select_related("organisation").filter(entry__key__in=keys)
    link = links.filter(organisation__country=row.country).first() if keys else None
    return link.organisation if link else None


def _described(row: ProfileRow) -> dict[str, object]:
    """Columns of an organisation that only its profile knows."""
    place = resolver().resolve(row.country, row.postal_code, row.town)
    return {
        "name": row.name,
        "country": row.country,
        "kind": row.kind,
        "status": "active",
        "town": row.town,
        "postal_code": row.postal_code,
        "nuts3": place.nuts3,
        "latitude": place.latitude if row.lat is None else row.lat,
        "longitude": place.longitude if row.lon is None else row.lon,
        "sector": nace.normalise(row.nace[0]) if row.nace else "",
    }


def _has(thing: object, values: dict[str, object]) -> bool:
    return all(getattr(thing, name) == value for name, value in values.items())
