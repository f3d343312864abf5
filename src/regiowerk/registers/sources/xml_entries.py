"""Entries of XML files: one or many in a document, also where the document is a text inside a SOAP answer."""

import codecs
import html
import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from regiowerk.registers.sources import files, pieces
from regiowerk.registers.sources.base import RawEntry, Refused, RefusedRowError, UnusableFileError, fingerprint
from regiowerk.registers.sources.files import Member
from regiowerk.registers.sources.pieces import Piece

_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,30})["']""")
# Between entries: tags of the elements around them, as such or as text.
_BETWEEN = re.compile(rb"(?:\s++|<[^<>]*+>|&lt;[^<>&]*+&gt;|&#x?[0-9A-Fa-f]+;)*+")


def probe(paths: list[Path], start: re.Pattern[bytes]) -> None:
    """Raises UnusableFileError when no file has an entry of this register, or one declares entities of its own."""
    for member in _members(paths):
        if _DECLARES.search(files.head(member, pieces.PROBED)):
            raise UnusableFileError("xml_entities", file=member.name)
    if not pieces.probe(_members(paths), start):
        raise UnusableFileError("other_file", file=paths[0].name)


def entries(
    paths: list[Path], start: re.Pattern[bytes], end: re.Pattern[bytes], key_of: Callable[[Element], str]
) -> Iterator[RawEntry | Refused]:
    """`start` and `end` match the tags of an entry; `key_of` reads its key, raising RefusedRowError.

    `raw` of an entry is its element in UTF-8. Raises UnusableFileError for a broken archive.
    """
    for path in paths:
        for member in files.members(path):
            encoding = _encoding(files.head(member, 1_000))
            number = 0
            for piece in pieces.pieces(member, start):
                for data, reason in _elements(piece, end):
                    number += 1
                    yield _entry(member.name, number, data, reason, encoding, key_of)
            if not number:
                yield Refused(member.name, 1, "other_register", "no entry of this register in the file")


def read(raw: bytes) -> Element:
    """The element of an entry; nothing in it is fetched or expanded. Raises RefusedRowError."""
    try:
        element: Element = fromstring(raw, forbid_dtd=True)
    except ParseError as error:
        raise RefusedRowError("syntax", str(error)) from error
    except DefusedXmlException as error:
        raise RefusedRowError("xml_entities", str(error)[:200]) from error
    return element


def _members(paths: list[Path]) -> Iterator[Member]:
    return chain.from_iterable(map(files.members, paths))


def _encoding(head: bytes) -> str:
    match = _ENCODING.search(head)
    name = match[1].decode() if match else "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8"


def _elements(piece: Piece, end: re.Pattern[bytes]) -> Iterator[tuple[bytes, str]]:
    """The element of a piece, or the reason why there is none, and what else stands in it."""
    match = end.search(piece.data)
    if not match:
        yield b"", "line_too_long" if piece.overlong else "cut_off" if piece.last else "syntax"
        return
    yield piece.data[: match.end()], ""
    if piece.overlong:
        yield b"", "line_too_long"
    elif not piece.last and not _BETWEEN.fullmatch(piece.data, match.end()):
        yield b"", "syntax"


def _entry(
    file: str, number: int, data: bytes, reason: str, encoding: str, key_of: Callable[[Element], str]
) -> RawEntry | Refused:
    if reason:
        return Refused(file, number, reason)
    try:
        text = data.decode(encoding)
        raw = (html.unescape(text) if text.startswith("&") else text).encode()
        return RawEntry(file, number, key_of(read(raw)), fingerprint(raw), raw)
    except UnicodeError as error:
        return Refused(file, number, "encoding", str(error)[:200])
    except RefusedRowError as error:
        return Refused(file, number, error.reason, error.detail)
