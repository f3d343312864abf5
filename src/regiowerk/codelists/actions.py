"""The only writes to reference data: a whole set at a time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from regiowerk.codelists import legal_forms, nace
from regiowerk.codelists.freshness import forget_all
from regiowerk.codelists.models import Code, ReferenceSet
from regiowerk.codelists.tables import fingerprint, labels_of, read_table

CARRIED = "carried-codelists"
DATA = Path(__file__).parent / "data"
BATCH = 5000


@dataclass(frozen=True)
class SetDescription:
    """What the "about the data" page says of a set."""

    name: str
    publisher: str
    licence: str
    attribution: str
    url: str = ""
    version: str = ""


def replace_set(*, description: SetDescription, fingerprint: str, write: Callable[[], int]) -> bool:
    """Replace a set in one transaction; False when exactly these data are there already.

    `write` deletes the old rows, writes the new ones and returns their number.
    """
    with transaction.atomic():
        present = ReferenceSet.objects.select_for_update().filter(name=description.name).first()
        if present and present.fingerprint == fingerprint:
            return False
        rows = write()
        ReferenceSet.objects.update_or_create(
            name=description.name,
            defaults={
                "publisher": description.publisher,
                "licence": description.licence,
                "attribution": description.attribution,
                "url": description.url,
                "version": description.version,
                "loaded_at": timezone.now(),
                "fingerprint": fingerprint,
                "rows": rows,
            },
        )
    forget_all()
    return True


def write_codes(code_list: str, codes: Sequence[Code]) -> int:
    """Replace all codes of a list; to be called inside `replace_set`."""
    Code.objects.filter(code_list=code_list).delete()
    Code.objects.bulk_create(codes, batch_size=BATCH)
    return len(codes)


def carry() -> bool:
    """Put the lists of the package's own tables into the database."""
    description = SetDescription(
        name=CARRIED, publisher="Regiowerk", licence="EUPL-1.2", attribution="Regiowerk: short names of codes"
    )
    return replace_set(description=description, fingerprint=fingerprint(DATA), write=_write_carried)


def _write_carried() -> int:
    lists: dict[str, list[Code]] = {"SECTOR": list(_sectors()), "LEGAL_FORM": list(_legal_forms())}
    for row in read_table(DATA / "choices.csv"):
        codes = lists.setdefault(row["code_list"], [])
        codes.append(Code(code_list=row["code_list"], code=row["code"], labels=labels_of(row), position=len(codes)))
    return sum(write_codes(code_list, codes) for code_list, codes in lists.items())


def _sectors() -> Iterable[Code]:
    for position, row in enumerate(read_table(DATA / "sectors.csv")):
        path = nace.sector_path(row["code"])
        parent = path[-2] if len(path) > 1 else ""
        yield Code(
            code_list="SECTOR",
            code=row["code"],
            parent=parent,
            level=len(path),
            labels=labels_of(row),
            position=position,
        )


def _legal_forms() -> Iterable[Code]:
    for position, form in enumerate(legal_forms.FORMS.values()):
        yield Code(
            code_list="LEGAL_FORM",
            code=f"{form.code_list}:{form.code}",
            parent=form.group,
            labels=form.labels,
            position=position,
        )
