"""The fields of the index and how a document becomes them."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import msgspec
import tantivy

from regiowerk.search.analysis import analyse, core_key, identifiers
from regiowerk.search.analysis.terms import Indexed
from regiowerk.search.interface import FACETS, Document

VERSION = 6  # raise it when fields or analysis change: older indexes are then built anew
MIN_PREFIX, MAX_PREFIX = 2, 12  # letters of a word that suggestions are looked up by
MAX_START = 8  # letters of a whole name
CEASED = "~"  # before the beginning of a ceased organisation's name
SEPARATOR = "\x1f"  # of the values of a facet
_ORDER_LENGTH = 48
_CELL_DECIMALS = 3  # about 100 m
_JOINED = {facet: f"{facet}_values" for facet in FACETS}


class Card(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a document to show a suggestion and to say why it was found."""

    id: str
    name: str
    language: str
    former_names: tuple[str, ...]
    other_names: tuple[str, ...]
    identifiers: tuple[str, ...]
    town: str
    region: str
    cell: str


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Card).decode


def read_card(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Card:
    stored: Any = searcher.doc(address).get_first("card")
    return _decode(stored)


def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_bytes_field("card", stored=True)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    for field in ("name", "former"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    # The key must be raw text: deleting by a numeric term silently deletes nothing.
    for field in ("uid", "name_exact", "former_exact", "identifiers", "state"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("prefix", tokenizer_name="prefixes", index_option="basic")
    builder.add_text_field("start", tokenizer_name="starts", index_option="basic")
    for field in FACETS:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    # Counted is one value for each document, all levels joined: five times quicker than each level.
    for field in (*map(joined_field, FACETS), "cell", "order"):  # only raw text gives clean values in aggregations
        builder.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("newest", fast=True)
    return builder.build()


def joined_field(facet: str) -> str:
    """The field that holds all values a document has of a facet."""
    return _JOINED[facet]


def register_tokenizers(index: tantivy.Index) -> None:
    """Own tokenisers are not stored with an index, so this follows every opening."""
    builder = tantivy.TextAnalyzerBuilder
    index.register_tokenizer("whitespace", builder(tantivy.Tokenizer.whitespace()).build())
    for name, least, most in (("prefixes", MIN_PREFIX, MAX_PREFIX), ("starts", 1, MAX_START)):
        index.register_tokenizer(name, builder(tantivy.Tokenizer.ngram(least, most, prefix_only=True)).build())


def fields_of(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """The values of each document's fields; an own process can make them."""
    with uncollected():
        return [_encodable_fields(document) for document in documents]


@contextmanager
def uncollected() -> Iterator[None]:
    """Fields hold no cycles: looking for some in the growing list would take a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _encodable_fields(document: Document) -> dict[str, Any]:
    try:
        return _fields(document)  # its card is encoded, and so shows what cannot be
    except UnicodeEncodeError:  # a lone surrogate, which no UTF-8 can hold
        return _fields(msgspec.convert(_replace_surrogates(msgspec.to_builtins(document)), Document))


def _replace_surrogates(value: Any) -> Any:
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case dict():
            return {_replace_surrogates(key): _replace_surrogates(item) for key, item in value.items()}
        case list() | tuple():
            return [_replace_surrogates(item) for item in value]
    return value


def _fields(document: Document) -> dict[str, Any]:
    language = document.language
    names = [analyse(name, language) for name in (document.name, *document.other_names)]
    former = [analyse(name, language) for name in document.former_names]
    rest = [*_label_words(document.town, "")]
    for code, text in document.texts.items():
        rest.extend(_label_words(text, code))
    name_words = [*map(_folded, names), _others(names)]
    former_words = [*map(_folded, former), _others(former)] if former else []
    name_keys = [core_key([word.key for word in name]) for name in names]
    keys = identifiers.all_keys(document.identifiers)
    place = _place(document)
    fields: dict[str, Any] = {
        "card": _encode(_card(document, keys, place)),
        "uid": document.id,
        "words": [*name_words, *former_words, *rest, identifiers.words(document.identifiers, keys)],
        "name": " ".join(name_words),
        "name_exact": name_keys,
        "identifiers": keys,
        "prefix": _prefixes(names[0], name_keys[0]),
        "start": name_keys[0] if document.active else f"{CEASED}{name_keys[0]}",
        "order": name_words[0][:_ORDER_LENGTH],
        "newest": document.newest,
    }
    if former:
        fields["former"] = " ".join(former_words)
        fields["former_exact"] = [core_key([word.key for word in name]) for name in former]
    if document.active:
        fields["state"] = "active"
    if place:
        fields["cell"] = place
    for facet, values in document.facets.items():
        if values and facet in FACETS:
            fields[facet] = list(values) if len(values) > 1 else values[0]
            fields[joined_field(facet)] = SEPARATOR.join(values)
    return fields


def _folded(text: list[Indexed]) -> str:
    """The words of a text, in order."""
    return " ".join([word.folded for word in text])


def _others(texts: list[list[Indexed]]) -> str:
    """All other terms of some texts."""
    return " ".join([word.others for text in texts for word in text if word.others])


@lru_cache(maxsize=4096)
def _label_words(text: str, code: str) -> tuple[str, ...]:
    """The words and other terms of a town or of what a sector is called: thousands of documents share it."""
    words = analyse(text, code)
    return tuple(filter(None, (_folded(words), _others([words]))))


def _place(document: Document) -> str:
    """The key of a cell: latitude, longitude and country, so that one count tells them all."""
    if document.latitude is None or document.longitude is None:
        return ""
    country = next((value for value in document.facets.get("region", ()) if len(value) == 2), "")
    return f"{document.latitude:.{_CELL_DECIMALS}f},{document.longitude:.{_CELL_DECIMALS}f},{country}"


def _card(document: Document, keys: list[str], place: str) -> Card:
    return Card(
        document.id,
        document.name,
        document.language,
        document.former_names,
        document.other_names,
        tuple(keys),
        document.town,
        max(document.facets.get("region", ()), key=len, default=""),
        place,
    )


def _prefixes(name: list[Indexed], key: str) -> list[str]:
    """The words of a name without its legal form, as folded words and umlaut keys."""
    found = set(key.split(" "))
    found.update([word.folded for word in name if word.key in found])
    return list(found)
