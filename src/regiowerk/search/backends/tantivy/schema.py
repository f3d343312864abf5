"""The fields of the index and how a document becomes them."""

from typing import Any

import msgspec
import tantivy

from regiowerk.common.text import fold
from regiowerk.search.analysis import document_terms, identifiers, name_key
from regiowerk.search.analysis.words import forms, split
from regiowerk.search.interface import FACETS, Document

VERSION = 1  # raise it when fields or analysis change: older indexes are then built anew
MAX_PREFIX = 12  # letters of a word or name that suggestions are looked up by
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
    for field in ("prefix", "start"):
        builder.add_text_field(field, tokenizer_name="prefixes", index_option="basic")
    for field in (*FACETS, "cell", "order"):  # only raw text gives clean values in aggregations
        builder.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("newest", fast=True)
    return builder.build()


def register_tokenizers(index: tantivy.Index) -> None:
    """Own tokenisers are not stored with an index, so this follows every opening."""
    builder = tantivy.TextAnalyzerBuilder
    index.register_tokenizer("whitespace", builder(tantivy.Tokenizer.whitespace()).build())
    prefixes = tantivy.Tokenizer.ngram(min_gram=1, max_gram=MAX_PREFIX, prefix_only=True)
    index.register_tokenizer("prefixes", builder(prefixes).build())


def cell(latitude: float, longitude: float) -> str:
    return f"{latitude:.{_CELL_DECIMALS}f},{longitude:.{_CELL_DECIMALS}f}"


def to_tantivy(document: Document, schema: tantivy.Schema) -> tantivy.Document:
    try:
        return tantivy.Document.from_dict(_fields(document), schema)
    except UnicodeEncodeError:  # a lone surrogate, which no UTF-8 can hold
        cleaned = msgspec.convert(_replace_surrogates(msgspec.to_builtins(document)), Document)
        return tantivy.Document.from_dict(_fields(cleaned), schema)


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
    names = [(name, language) for name in (document.name, *document.other_names)]
    former = [(name, language) for name in document.former_names]
    keys = [key for identifier in document.identifiers for key in identifiers.keys(identifier)]
    name_words, name_others = document_terms(names)
    former_words, former_others = document_terms(former)
    texts, others = document_terms(
        [(document.town, ""), *((text, code) for code, text in document.texts.items())]
        + [(identifier, "") for identifier in document.identifiers]
    )
    rest = " ".join([name_others, former_others, others, *(key.lower() for key in keys)])
    first_key = name_key(document.name)
    regions = document.facets.get("region", ())
    place = (
        "" if document.latitude is None or document.longitude is None else cell(document.latitude, document.longitude)
    )
    card = Card(
        document.id,
        document.name,
        language,
        document.former_names,
        document.other_names,
        tuple(keys),
        document.town,
        max(regions, key=len, default=""),
        place,
    )
    fields: dict[str, Any] = {
        "card": _encode(card),
        "uid": document.id,
        "words": [*name_words, *former_words, *texts, rest],
        "name": [*name_words, name_others],
        "former": [*former_words, former_others],
        "name_exact": [first_key, *(name_key(name) for name in document.other_names)],
        "former_exact": [name_key(name) for name in document.former_names],
        "identifiers": keys,
        "prefix": _prefix_words(name_words, document.name),
        "start": first_key,
        "order": fold(document.name)[:_ORDER_LENGTH],
        "newest": int(document.newest),
    }
    fields.update((facet, list(values)) for facet, values in document.facets.items() if facet in FACETS)
    if place:
        fields["cell"] = place
    if document.active:
        fields["state"] = "active"
    return fields


def _prefix_words(name_words: list[str], name: str) -> list[str]:
    found = dict.fromkeys(word for words in name_words for word in words.split(" "))
    found.update(dict.fromkeys(forms(word)[-1] for word in split(name)))
    return [word for word in found if word]
