"""From a parsed query to the engine's query. All words are required, each in any field and language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Self

import tantivy
from tantivy import Occur

from regiowerk.search.analysis.query import ParsedQuery, QueryWord
from regiowerk.search.backends.tantivy.snapshot import Snapshot

# Weights over BM25 in all words. A name of its own kind outweighs any sum of words.
IDENTIFIER, EXACT_NAME, EXACT_FORMER_NAME = 1_000.0, 100.0, 40.0
NAME, FORMER_NAME, OPTIONAL, LIVING = 1.5, 0.4, 0.3, 1.0
COMPOUND_PARTS = 0.6

Corrections = Mapping[str, tuple[str, ...]]


class WordTerms(NamedTuple):
    """A word with those of its terms the index holds."""

    word: QueryWord
    terms: tuple[str, ...]
    parts: tuple[tuple[tuple[str, ...], ...], ...]

    @property
    def found(self) -> bool:
        return bool(self.terms or self.parts)


def held_terms(snapshot: Snapshot, word: QueryWord) -> WordTerms:
    held: WordTerms = snapshot.remember("word", word.text, lambda: _held_terms(snapshot, word))
    return held._replace(word=word)


def _held_terms(snapshot: Snapshot, word: QueryWord) -> WordTerms:
    def present(terms: Iterable[str]) -> tuple[str, ...]:
        return tuple(term for term in terms if snapshot.searcher.doc_freq("words", term))

    compounds = [tuple(present(part) for part in parts) for parts in word.parts]
    return WordTerms(word, present(word.terms), tuple(parts for parts in compounds if all(parts)))


class TextQuery(NamedTuple):
    """The same documents twice: to be counted, and to be ranked, which takes longer."""

    counted: tantivy.Query
    ranked: tantivy.Query

    @classmethod
    def plain(cls, query: tantivy.Query) -> Self:
        return cls(query, query)


class Matcher:
    """Builds queries for one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._schema = snapshot.schema
        self._searcher = snapshot.searcher

    def term(self, field: str, value: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, value, "freq" if field in _SCORED else "basic")

    def any_of(self, field: str, values: Sequence[str]) -> tantivy.Query:
        if len(values) == 1:
            return self.term(field, values[0])
        return tantivy.Query.boolean_query([(Occur.Should, self.term(field, value)) for value in values])

    def constant(self, field: str, values: Sequence[str], score: float) -> tantivy.Query:
        if len(values) == 1:
            query = self.term(field, values[0])
        else:
            query = tantivy.Query.term_set_query(self._schema, field, list(values))
        return tantivy.Query.const_score_query(query, score)

    def word(self, terms: WordTerms) -> tantivy.Query:
        alternatives = [self.any_of("words", terms.terms)] if terms.terms else []
        for parts in terms.parts:
            all_parts = [(Occur.Must, self.any_of("words", part)) for part in parts]
            alternatives.append(_boosted(tantivy.Query.boolean_query(all_parts), COMPOUND_PARTS))
        if len(alternatives) == 1:
            return alternatives[0]
        return tantivy.Query.boolean_query([(Occur.Should, query) for query in alternatives])

    def text(self, parsed: ParsedQuery, words: Sequence[WordTerms], minimum: int | None = None) -> TextQuery:
        """The words of a query; with `minimum` only so many of them are required."""
        required = [terms for terms in words if not terms.word.optional]
        if minimum is None:
            clauses = [(Occur.Must, self.word(terms)) for terms in required]
        else:
            some = [(Occur.Should, self.word(terms)) for terms in required if terms.found]
            clauses = [(Occur.Must, tantivy.Query.boolean_query(some, minimum))]
        clauses.extend((Occur.Must, self.phrase(phrase)) for phrase in parsed.phrases)
        counted = ranked = tantivy.Query.boolean_query(clauses)
        for preference in self._preferences(parsed, words):
            # One around the other: side by side the engine walks whole blocks of each instead of jumping.
            ranked = tantivy.Query.boolean_query([(Occur.Must, ranked), (Occur.Should, preference)])
        return TextQuery(self.or_identifier(parsed, counted), self.or_identifier(parsed, ranked))

    def phrase(self, words: tuple[str, ...]) -> tantivy.Query:
        return tantivy.Query.phrase_query(self._schema, "words", list(words))

    def or_identifier(self, parsed: ParsedQuery, query: tantivy.Query) -> tantivy.Query:
        keys = [key for key in parsed.identifiers if self._searcher.doc_freq("identifiers", key)]
        if not keys:
            return query
        by_key = self.constant("identifiers", keys, IDENTIFIER)
        return tantivy.Query.boolean_query([(Occur.Should, by_key), (Occur.Should, query)])

    def _preferences(self, parsed: ParsedQuery, words: Sequence[WordTerms]) -> Iterable[tantivy.Query]:
        yield self.constant("state", ("active",), LIVING)
        for terms in words:
            if terms.word.optional:
                if terms.terms:
                    yield _boosted(self.term("words", terms.terms[0]), OPTIONAL)
                continue
            for field, weight in (("name", NAME), ("former", FORMER_NAME)):
                for term in terms.terms:
                    if self._searcher.doc_freq(field, term):
                        yield _boosted(self.term(field, term), weight)
        for field, weight in (("name_exact", EXACT_NAME), ("former_exact", EXACT_FORMER_NAME)):
            if parsed.name_key and self._searcher.doc_freq(field, parsed.name_key):
                yield self.constant(field, (parsed.name_key,), weight)

    def filtered(self, query: tantivy.Query, filters: Mapping[str, Sequence[str]]) -> tantivy.Query:
        """The query within filters: values of one field are alternatives, fields narrow each other."""
        if not filters:
            return query
        clauses = [(Occur.Must, query)]
        clauses.extend((Occur.Must, self.constant(field, values, 0.0)) for field, values in filters.items())
        return tantivy.Query.boolean_query(clauses)


_SCORED = frozenset({"words", "name", "former"})


def _boosted(query: tantivy.Query, weight: float) -> tantivy.Query:
    return tantivy.Query.boost_query(query, weight)
