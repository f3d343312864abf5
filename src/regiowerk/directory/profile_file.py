"""Profiles of an older platform or a partner: one JSON object a line, in one language (docs/formats.md)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta

from regiowerk.codelists import nace
from regiowerk.common.identifiers import SCHEMES, InvalidIdentifierError, normalise
from regiowerk.registers.sources.files import lines

Short = Annotated[str, Meta(max_length=200)]
Long = Annotated[str, Meta(max_length=20_000)]


class Identifier(msgspec.Struct, frozen=True):
    scheme: Short
    value: Short


class Product(msgspec.Struct, frozen=True):
    title: Annotated[str, Meta(min_length=1, max_length=300)]
    text: Long = ""


class ProfileRow(msgspec.Struct, frozen=True):
    """One profile. Required are id, name, country, kind and language."""

    id: Annotated[str, Meta(min_length=1, max_length=120)]
    name: Annotated[str, Meta(min_length=1, max_length=1_500)]
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$")]
    kind: Literal["company", "research", "education", "association", "public"]
    language: Annotated[str, Meta(pattern="^[a-z]{2}$")]
    identifiers: tuple[Identifier, ...] = ()
    street: Short = ""
    town: Short = ""
    postal_code: Annotated[str, Meta(max_length=12)] = ""
    lat: Annotated[float, Meta(ge=-90, le=90)] | None = None
    lon: Annotated[float, Meta(ge=-180, le=180)] | None = None
    website: Annotated[str, Meta(max_length=300, pattern="^(https?://[^\\s]+)?$")] = ""
    description: Long = ""
    products: Annotated[tuple[Product, ...], Meta(max_length=100)] = ()
    certificates: Annotated[tuple[Short, ...], Meta(max_length=100)] = ()
    employees: Annotated[str, Meta(max_length=20)] = ""
    nace: Annotated[tuple[Short, ...], Meta(max_length=50)] = ()


class Refusal(NamedTuple):
    line: int
    reason: str  # for people


_decode = msgspec.json.Decoder(ProfileRow).decode


def read(path: Path) -> Iterator[tuple[int, ProfileRow] | Refusal]:
    """The rows of a file with their line numbers. Raises UnusableFileError for a broken file."""
    for line in lines(path):
        if line.overlong:
            yield Refusal(line.number, "the line is longer than one megabyte")
            continue
        try:
            row = _decode(line.data)
            _check(row, line.data)
        except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
            yield Refusal(line.number, str(error))
            continue
        yield line.number, row


def _check(row: ProfileRow, data: bytes) -> None:
    """What the types cannot say. Raises ValueError."""
    if b"\\u0000" in data:
        raise ValueError("a NUL character")
    for identifier in row.identifiers:
        if identifier.scheme not in SCHEMES:
            raise InvalidIdentifierError(f"unknown scheme {identifier.scheme!r}")
        normalise(identifier.scheme, identifier.value)
    for code in row.nace:
        if not nace.sector_path(code):
            raise ValueError(f"{code!r} is no class of NACE Rev. 2.1")
