"""The fields of the index and how a document becomes them."""

from collections.abc import Iterable
from typing import Any

import msgspec
import tantivy

from regiowerk.search.analysis import analyse, core_key, identifiers
from regiowerk.search.analysis.terms import Indexed
from regiowerk.search.interface import FACETS, Document

VERSION = 3  # raise it when fields or analysis change: older indexes are then built anew
MIN_PREFIX, MAX_PREFIX = 2, 12  # letters of a word that suggestions are looked up by
MAX_START = 8  # letters of a whole name
CEASED = "~"  # before the beginning of a ceased organisation's name
SEPARATOR = "\x1f"  # of the values of a facet
_ORDER_LENGTH = 48
_CELL_DECIMALS = 3  # about 100 m


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
    return f"{facet}_values"


def register_tokenizers(index: tantivy.Index) -> None:
    """Own tokenisers are not stored with an index, so this follows every opening."""
    builder = tantivy.TextAnalyzerBuilder
    index.register_tokenizer("whitespace", builder(tantivy.Tokenizer.whitespace()).build())
    for name, least, most in (("prefixes", MIN_PREFIX, MAX_PREFIX), ("starts", 1, MAX_START)):
        index.register_tokenizer(name, builder(tantivy.Tokenizer.ngram(least, most, prefix_only=True)).build())


def fields_of(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """The values of each document's fields; an own process can make them."""
    return [_encodable_fields(document) for document in documents]


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
    rest = [analyse(text, code) for code, text in document.texts.items()]
    rest.append(analyse(document.town, ""))
    name_words, name_others = _words(names)
    former_words, former_others = _words(former)
    rest_words, rest_others = _words(rest)
    name_keys = [core_key([word.key for word in name]) for name in names]
    keys = identifiers.all_keys(document.identifiers)
    place = _place(document)
    fields: dict[str, Any] = {
        "card": _encode(_card(document, keys, place)),
        "uid": document.id,
        "words": [
            *name_words,
            *former_words,
            *rest_words,
            name_others,
            former_others,
            rest_others,
            identifiers.words(document.identifiers, keys),
        ],
        "name": [*name_words, name_others],
        "former": [*former_words, former_others],
        "name_exact": name_keys,
        "former_exact": [core_key([word.key for word in name]) for name in former],
        "identifiers": keys,
        "prefix": _prefixes(names[0], name_keys[0]),
        "start": name_keys[0] if document.active else f"{CEASED}{name_keys[0]}",
        "order": name_words[0][:_ORDER_LENGTH],
        "newest": int(document.newest),
    }
    fields.update(_conditions(document))
    if place:
        fields["cell"] = place
    return fields


def _conditions(document: Document) -> dict[str, Any]:
    """What a search is narrowed by."""
    fields: dict[str, Any] = {"state": "active"} if document.active else {}
    for facet in FACETS:
        if values := document.facets.get(facet):
            fields[facet] = list(values)
            fields[joined_field(facet)] = SEPARATOR.join(values)
    return fields


def _words(texts: list[list[Indexed]]) -> tuple[list[str], str]:
    """The folded words of each text, in order, and all other terms together."""
    in_order = [" ".join([word.folded for word in text]) for text in texts]
    return in_order, " ".join([word.others for text in texts for word in text if word.others])


def _place(document: Document) -> str:
    if document.latitude is None or document.longitude is None:
        return ""
    return f"{document.latitude:.{_CELL_DECIMALS}f},{document.longitude:.{_CELL_DECIMALS}f}"


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
