"""The notification batches of ARES: which entries changed. ARES keeps them for some four weeks."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

Kind = Literal["added", "changed", "removed"]
_KINDS: dict[str, Kind] = {"INS": "added", "DEL": "removed"}


class GapError(Exception):
    """Batches between the last one taken and the oldest one kept are lost: all entries have to be fetched again."""


class Batch(NamedTuple):
    number: int
    service: str  # vr, res, ros …
    released: str  # ISO date
    changes: int


class _Batch(msgspec.Struct, rename="camel"):
    cislo_davky: int
    datovy_zdroj: str = ""
    datum_uvolneni_davky: str = ""
    pocet_zmen: int = 0


class _Batches(msgspec.Struct, rename="camel"):
    notifikacni_davky: list[_Batch]


class _Change(msgspec.Struct, rename="camel"):
    ico_id: str
    typ_zmeny: str = ""


class _Changes(msgspec.Struct, rename="camel"):
    seznam_notifikaci: list[_Change]


_decode_batches = msgspec.json.Decoder(_Batches).decode
_decode_changes = msgspec.json.Decoder(_Changes).decode


def batches(answer: bytes) -> tuple[Batch, ...]:
    """The batches that ARES keeps, oldest first. Raises msgspec.MsgspecError."""
    found = (
        Batch(batch.cislo_davky, batch.datovy_zdroj, batch.datum_uvolneni_davky, batch.pocet_zmen)
        for batch in _decode_batches(answer).notifikacni_davky
    )
    return tuple(sorted(found))


def newer(kept: Sequence[Batch], watermark: int | None) -> tuple[Batch, ...]:
    """The batches after the one of that number, all when there is none yet.

    Raises GapError when the batch of the watermark is no longer kept, so that some may be lost.
    """
    if watermark is None or not kept:
        return tuple(kept)
    if watermark not in {batch.number for batch in kept}:
        raise GapError(f"batch {watermark} is no longer kept, the oldest is {kept[0].number}")
    return tuple(batch for batch in kept if batch.number > watermark)


def changes(answer: bytes) -> dict[str, Kind]:
    """What a batch says of each entry, by IČO or ARES number; the last word counts. Raises msgspec.MsgspecError."""
    return {
        change.ico_id: _KINDS.get(change.typ_zmeny, "changed") for change in _decode_changes(answer).seznam_notifikaci
    }
