"""Reads of lists. All of them ask whose the list is: nobody else sees it, operators neither."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from regiowerk.common.text import fold
from regiowerk.directory import lookups
from regiowerk.directory.queries import EntryOwner
from regiowerk.multipliers.columns import Field, by_field
from regiowerk.multipliers.models import MemberList, MemberRow

PAGE = 50  # rows
_DECISIONS = {decision: Count("rows", filter=Q(rows__decision=decision)) for decision in ("sure", "check", "none")}


@dataclass(frozen=True)
class ListCard:
    """A list with the numbers of its rows."""

    id: int
    name: str
    state: str
    uploaded_at: datetime
    rows: int
    sure: int
    check: int
    none: int


@dataclass(frozen=True)
class RowCandidate:
    """An organisation that a row may mean; the score is the matching's."""

    organisation: EntryOwner
    score: float  # probability from 0 to 1
    reasons: tuple[tuple[str, str], ...]  # code of linking.comparison, detail


@dataclass(frozen=True)
class RowView:
    """What a row says, and which organisation it means."""

    number: int
    as_written: tuple[str, ...]  # all cells
    cells: Mapping[Field, str]  # those that the columns name
    decision: str
    settled: bool  # by a person
    organisation: EntryOwner | None  # None where there is none, or it was erased since
    candidates: tuple[RowCandidate, ...]

    @property
    def chosen(self) -> RowCandidate | None:
        """What the matching says of the organisation; None where a person found another one."""
        found = self.organisation
        return next(
            (item for item in self.candidates if found and item.organisation.public_id == found.public_id), None
        )


@dataclass(frozen=True)
class RowPage:
    rows: tuple[RowView, ...]
    total: int  # rows that fit
    number: int  # of the page, from 1
    pages: int


def lists(owner: int) -> list[ListCard]:
    """The latest first."""
    return _cards(MemberList.objects.filter(owner=owner))


def card(list_id: int, owner: int) -> ListCard | None:
    return next(iter(_cards(MemberList.objects.filter(pk=list_id, owner=owner))), None)


def _cards(found: QuerySet[MemberList]) -> list[ListCard]:
    columns = ("id", "name", "state", "uploaded_at", "total", *_DECISIONS)
    counted = found.annotate(total=Count("rows"), **_DECISIONS)
    return [ListCard(*row) for row in counted.order_by("-uploaded_at", "-pk").values_list(*columns)]


def member_list(list_id: int, owner: int) -> MemberList | None:
    """For the actions; None for a list that is another's."""
    return MemberList.objects.filter(pk=list_id, owner=owner).first()


def member_row(list_id: int, number: int, owner: int) -> MemberRow | None:
    """For the actions; None where it is another's, or its list is not matched yet."""
    rows = MemberRow.objects.select_related("member_list").filter(
        member_list=list_id, member_list__owner=owner, member_list__state=MemberList.State.MATCHED, number=number
    )
    return rows.first()


def first_rows(list_id: int, owner: int, limit: int) -> list[list[str]]:
    rows = MemberRow.objects.filter(member_list=list_id, member_list__owner=owner).order_by("number")
    return list(rows.values_list("cells", flat=True)[:limit])


def page(list_id: int, owner: int, *, decision: str = "", text: str = "", number: int = 1) -> RowPage:
    """A page of the rows with this decision ('' for all) that hold all words of the text."""
    rows = _rows(list_id, owner)
    if decision:
        rows = rows.filter(decision=decision)
    for word in fold(text).split():
        rows = rows.filter(text__contains=word)
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    number = min(max(1, number), pages)
    return RowPage(_views(rows[(number - 1) * PAGE : number * PAGE]), total, number, pages)


def row(list_id: int, number: int, owner: int) -> RowView | None:
    return next(iter(_views(_rows(list_id, owner).filter(number=number))), None)


def next_to_check(list_id: int, owner: int, after: int) -> int | None:
    """Number of the next row that waits for a person, from the beginning again after the last one."""
    waiting = _rows(list_id, owner).filter(decision=MemberRow.Decision.CHECK).values_list("number", flat=True)
    return waiting.filter(number__gt=after).first() or waiting.first()


def all_rows(list_id: int, owner: int, size: int) -> Iterator[tuple[RowView, ...]]:
    """All rows in their order, in parts, read as they are asked for."""
    after = 0
    while found := _views(_rows(list_id, owner).filter(number__gt=after)[:size]):
        yield found
        after = found[-1].number


def _rows(list_id: int, owner: int) -> QuerySet[MemberRow]:
    rows = MemberRow.objects.filter(member_list=list_id, member_list__owner=owner)
    return rows.select_related("member_list").order_by("number")


def _views(rows: Iterable[MemberRow]) -> tuple[RowView, ...]:
    found = list(rows)
    entries = {candidate["entry"] for row in found for candidate in row.candidates}
    owners = lookups.owners(entries | {row.entry_id for row in found if row.entry_id})
    return tuple(_view(row, owners) for row in found)


def _view(row: MemberRow, owners: Mapping[int, EntryOwner]) -> RowView:
    candidates: dict[str, RowCandidate] = {}
    for item in row.candidates:
        if owner := owners.get(item["entry"]):
            reasons = tuple((reason["code"], reason["detail"]) for reason in item["reasons"])
            candidates.setdefault(owner.public_id, RowCandidate(owner, item["score"], reasons))
    return RowView(
        number=row.number,
        as_written=tuple(row.cells),
        cells=by_field(row.cells, row.member_list.columns),
        decision=row.decision,
        settled=bool(row.settled_by),
        organisation=owners.get(row.entry_id) if row.entry_id else None,
        candidates=tuple(candidates.values()),
    )
