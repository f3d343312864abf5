"""Entries of JSON files: one or many in a document, in lines, in a folder or a ZIP archive."""

import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TypeVar

import msgspec

from regiowerk.registers.sources import files, pieces
from regiowerk.registers.sources.base import LeftOut, RawEntry, Refused, RefusedRowError, UnusableFileError, fingerprint
from regiowerk.registers.sources.files import Member
from regiowerk.registers.sources.pieces import Piece

_DECODER = json.JSONDecoder()
_is_json = msgspec.json.Decoder(msgspec.Raw).decode
# Between entries: brackets of the arrays around them, and plain values such as a number of pages.
# Possessive, since what matches in one way only need not be tried in others.
_BETWEEN = re.compile(rb'(?:[\s,:\[\]{}]++|"[^"\\]{0,200}+"|-?\d[\d.eE+-]*+|true|false|null)*+')
_EMPTY = re.compile(rb"\s*(?:\[\s*\]|\{[^{}\[\]]*\[\s*\][^{}\[\]]*\})\s*")
_OUTSIDE = b" \t\r\n,[]"

T = TypeVar("T")


def probe(paths: list[Path], start: re.Pattern[bytes]) -> None:
    """Raises UnusableFileError when no file has an entry of this register, nor is an answer without entries."""
    if pieces.probe(_members(paths), start) or all(map(is_empty, _members(paths))):
        return
    raise UnusableFileError("other_file", file=paths[0].name)


def is_empty(member: Member) -> bool:
    """Whether it is an answer without entries: `[]`, or an object with an empty list."""
    return bool(_EMPTY.fullmatch(files.head(member, 2_000)))


def _members(paths: list[Path]) -> Iterator[Member]:
    return chain.from_iterable(map(files.members, paths))


def entries(
    paths: list[Path],
    start: re.Pattern[bytes],
    key_of: Callable[[bytes], str],
    left_out: Callable[[bytes], str] = lambda data: "",
) -> Iterator[RawEntry | Refused | LeftOut]:
    """`start` matches where an entry begins; `key_of` reads its key, raising RefusedRowError.

    `raw` of an entry are the bytes of its JSON object; `left_out` gives the reason for one that is not wanted.
    Raises UnusableFileError for a broken archive.
    """
    for path in paths:
        for member in files.members(path):
            number = 0
            for number, (data, reason) in enumerate(_documents(pieces.pieces(member, start)), 1):
                if reason:
                    yield Refused(member.name, number, reason)
                    continue
                try:
                    if unwanted := left_out(data):
                        yield LeftOut(member.name, number, unwanted)
                        continue
                    yield RawEntry(member.name, number, key_of(data), fingerprint(data), data)
                except RefusedRowError as error:
                    yield Refused(member.name, number, error.reason, error.detail)
            if not number and not is_empty(member):
                yield Refused(member.name, 1, "other_register", "no entry of this register in the file")


def _documents(cut: Iterator[Piece]) -> Iterator[tuple[bytes, str]]:
    """JSON objects, and with a reason what is none."""
    queue: deque[Piece] = deque()
    waiting: list[Piece] = []
    data = b""
    while piece := queue.popleft() if queue else next(cut, None):
        waiting.append(piece)
        data += piece.data
        found, rest, unfinished = _object(data)
        if found:
            yield found, ""
            if reason := _fault(rest, overlong=piece.overlong):
                yield b"", reason
        elif unfinished and not (piece.last or piece.overlong) and len(data) < pieces.MAX_PIECE:
            continue  # another entry begins inside this one, such as its head office
        else:
            yield b"", _refusal(waiting[0], alone=len(waiting) == 1)
            queue.extendleft(reversed(waiting[1:]))
        waiting.clear()
        data = b""


def _refusal(piece: Piece, *, alone: bool) -> str:
    if piece.overlong:
        return "line_too_long"
    return "cut_off" if piece.last and alone else syntax_reason(piece.data)


def _fault(rest: bytes, *, overlong: bool) -> str:
    """The reason for what stands behind an entry, '' when nothing does."""
    if overlong:
        return "line_too_long"
    return "" if _BETWEEN.fullmatch(rest) else syntax_reason(rest)


def _object(data: bytes) -> tuple[bytes, bytes, bool]:
    """The object that the data begin with, what stands behind it, and whether more data could complete one."""
    trimmed = data.rstrip(_OUTSIDE)
    try:
        _is_json(trimmed)
    except RecursionError:
        return b"", data, False
    except msgspec.DecodeError as error:
        if "truncated" in str(error):
            return b"", data, True
    else:
        return trimmed, b"", False
    try:
        # One byte is one character in Latin-1: places in the text are places in the data.
        _, end = _DECODER.raw_decode(data.decode("latin-1"))
    except (ValueError, RecursionError):
        return b"", data, False
    return data[:end], data[end:], False


def decode(decoder: Callable[[bytes], T], data: bytes) -> T:
    """Read an entry. Raises RefusedRowError."""
    try:
        return decoder(data)
    except msgspec.ValidationError as error:
        raise RefusedRowError("field", str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RefusedRowError(syntax_reason(data), str(error)) from error


def syntax_reason(data: bytes) -> str:
    try:
        data.decode()
    except UnicodeDecodeError:
        return "encoding"
    return "syntax"
