"""The facts of a register entry in the order of the page, each with where it comes from."""

from collections.abc import Iterator

from regiowerk.codelists import queries as codelists
from regiowerk.directory.page import Fact, Origin
from regiowerk.registers.record import RegisterRecord


def of(record: RegisterRecord, origin: Origin) -> Iterator[Fact]:
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
    if record.size:
        yield Fact("size", labels=codelists.label("SIZE", record.size.code), code=record.size.code, origin=origin)
    if record.changed_at_source:
        yield Fact("changed_at_source", record.changed_at_source, origin=origin)


def _identifiers(record: RegisterRecord, origin: Origin) -> Iterator[Fact]:
    for identifier in record.identifiers:
        text = identifier.display or identifier.value
        if identifier.scheme == "DE-HR" and record.office and record.office.name:
            text = f"{text}, {record.office.name}"
        yield Fact("identifier", text, code=identifier.scheme, origin=origin)
