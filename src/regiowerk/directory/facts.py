"""The facts of register entries in the order of the page, each once, with what every entry says of it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from regiowerk.codelists import queries as codelists
from regiowerk.codelists.nace import edition
from regiowerk.common.text import words
from regiowerk.directory import history
from regiowerk.directory.merging import best_classified
from regiowerk.directory.page import ActivityLine, Fact, FormerName, Origin
from regiowerk.registers.record import RegisterRecord

Told = tuple[RegisterRecord, Origin]
_ORDER = (
    "legal_form", "status", "identifier", "address", "founded", "dissolved", "relation", "size",
    "changed_at_source",
)  # fmt: skip


def of(record: RegisterRecord, origin: Origin) -> Iterator[Fact]:
    """What one entry says."""
    if form := record.legal_form:
        code = f"{form.code_list}:{form.code}"
        yield Fact("legal_form", labels=codelists.label("LEGAL_FORM", code), code=code, origin=origin)
    yield Fact("status", labels=codelists.label("STATUS", record.status), code=record.status, origin=origin)
    yield from _identifiers(record, origin)
    for address in record.addresses:
        if text := address.one_line:
            yield Fact("address", text, record.names[0].language, code=address.kind, origin=origin)
    for name, value in (("founded", record.founded), ("dissolved", record.dissolved)):
        if value:
            yield Fact(name, value, origin=origin)
    yield from _relations(record, origin)
    if record.size:
        yield Fact("size", labels=codelists.label("SIZE", record.size.code), code=record.size.code, origin=origin)
    if record.changed_at_source:
        yield Fact("changed_at_source", record.changed_at_source, origin=origin)


def _identifiers(record: RegisterRecord, origin: Origin) -> Iterator[Fact]:
    for identifier in record.identifiers:
        text = identifier.display or identifier.value
        if identifier.scheme == "DE-HR" and record.office and record.office.name:
            text = f"{text}, {record.office.name}"
        yield Fact("identifier", text, code=identifier.scheme, value=identifier.value, origin=origin)


def _relations(record: RegisterRecord, origin: Origin) -> Iterator[Fact]:
    """Head office, predecessors and successors; the branches of a firm are entries of their own and may be many."""
    for relation in record.relations:
        if relation.kind != "has_branch" and (text := relation.name or relation.value):
            value = relation.value or relation.name
            yield Fact("relation", text, record.names[0].language, code=relation.kind, value=value, origin=origin)


def each_once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """One line for each field, from facts that come best entry first: its value, and with it what the others say.

    Every number is a line of its own. A status that is unknown says nothing where another entry knows it.
    """
    fields: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        fields[_field(fact)].append(fact)
    lines = [_line(_known(told)) for told in fields.values()]
    return tuple(sorted(lines, key=lambda fact: _ORDER.index(fact.name)))


def _field(fact: Fact) -> tuple[str, ...]:
    if fact.name in ("identifier", "relation"):
        return (fact.name, fact.code, fact.value)
    return (fact.name, fact.code) if fact.name == "address" else (fact.name,)


def _known(told: Sequence[Fact]) -> Sequence[Fact]:
    return [fact for fact in told if (fact.name, fact.code) != ("status", "unknown")] or told[:1]


def _line(told: Sequence[Fact]) -> Fact:
    best, *others = told
    return replace(
        best,
        agreeing=tuple(fact for fact in others if _agree(best, fact)),
        differing=tuple(fact for fact in others if not _agree(best, fact)),
    )


def _agree(one: Fact, other: Fact) -> bool:
    """Registers write one address, and name one legal form, each in its own way."""
    if one.name == "identifier":
        return True  # by its field
    if one.labels and one.labels == other.labels:
        return True
    if one.text or other.text:
        return _letters(one.text) == _letters(other.text)
    return one.code == other.code


class Names(NamedTuple):
    """Names besides the one that is shown."""

    former: tuple[FormerName, ...]
    other: tuple[FormerName, ...]


def names(told: Sequence[Told], shown: str) -> Names:
    """Each name once, as the best entry calls it, with all the entries that tell it.

    The present name of a further entry counts as a trade name. What differs in case and signs alone is one name.
    """
    found: dict[str, FormerName] = {}
    former: set[str] = set()
    for record, origin in told:
        for name in record.names:
            key = _letters(name.text)
            if name.text == shown or (key == _letters(shown) and name.kind != "former"):
                continue
            if key not in found and name.kind == "former":
                former.add(key)
            known = found.setdefault(key, FormerName(name.text, name.language, name.valid_to))
            origins = known.origins if origin in known.origins else (*known.origins, origin)
            found[key] = replace(known, valid_to=known.valid_to or name.valid_to, origins=origins)
    return Names(
        tuple(name for key, name in found.items() if key in former),
        tuple(name for key, name in found.items() if key not in former),
    )


def _letters(text: str) -> str:
    return "".join(words(text)) or text


def activities(told: Sequence[Told]) -> tuple[ActivityLine, ...]:
    """The activities of the entry with the best classification, in its newest edition."""
    record = best_classified([record for record, _ in told])
    origin = next(origin for known, origin in told if known is record)
    scheme = history.shown_scheme(record)
    return tuple(
        ActivityLine(item.scheme, item.code, codelists.label(edition(scheme), item.code), item.main, origin)
        for item in record.activities
        if item.scheme == scheme
    )
