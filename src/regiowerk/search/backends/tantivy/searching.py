"""A search: words → query → hits, total and facet counts."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec
import tantivy
from tantivy import Order

from regiowerk.search.analysis.identifiers import is_identifier
from regiowerk.search.analysis.query import MAX_TEXT, ParsedQuery, parse, query_word
from regiowerk.search.backends.tantivy import places
from regiowerk.search.backends.tantivy.correcting import neighbours
from regiowerk.search.backends.tantivy.matching import Corrections, Matcher, TextQuery, WordTerms, held_terms
from regiowerk.search.backends.tantivy.reasons import reasons
from regiowerk.search.backends.tantivy.schema import SEPARATOR, joined_field, read_card
from regiowerk.search.backends.tantivy.snapshot import Snapshot
from regiowerk.search.backends.tantivy.writing import encodable
from regiowerk.search.interface import FACETS, MAX_OFFSET, FacetCount, Hit, Query, Results

MAX_LIMIT = 1_000
_MOST_VALUES = 60_000  # of which one aggregation is capable
_COUNTING_THREADS = 4
DISTANCE = "distance"
Filters = Mapping[str, tuple[str, ...]]


class Question(NamedTuple):
    """A query that was understood against one snapshot."""

    text: TextQuery  # without filters
    parsed: ParsedQuery
    words: tuple[WordTerms, ...]
    corrections: Corrections
    total: int
    relaxed: bool = False


def search(snapshot: Snapshot, query: Query) -> Results:
    """Answers any text; `took_ms` is left to the caller."""
    return _Search(snapshot, query).run()


def matching(snapshot: Snapshot, query: Query) -> tantivy.Query | None:
    """The engine's query for all a query finds, to be counted; None when that is nothing."""
    return _Search(snapshot, msgspec.structs.replace(query, sort="name", offset=0, limit=0)).matching()


class _Search:
    def __init__(self, snapshot: Snapshot, query: Query) -> None:
        self.snapshot = snapshot
        self.searcher = snapshot.searcher
        self.matcher = Matcher(snapshot)
        self.query = query
        self.offset = min(max(query.offset, 0), MAX_OFFSET)
        self.limit = min(max(query.limit, 0), MAX_LIMIT)
        self.filters: Filters = {
            facet: tuple(sorted(encodable(value) for value in values))
            for facet, values in query.filters.items()
            if values and facet in FACETS
        }
        self.nearest = places.near(snapshot, query.near) if query.near else None
        self.cells = self._cells()

    def _cells(self) -> tuple[str, ...] | None:
        """The cells of circle and box; None where neither is asked for."""
        if self.query.within is None:
            return None if self.nearest is None else tuple(self.nearest)
        inside = places.inside(self.snapshot, self.query.within)
        return inside if self.nearest is None else tuple(key for key in inside if key in self.nearest)

    def matching(self) -> tantivy.Query | None:
        """What the query matches, to be counted; None when that is nothing."""
        question, _ = self._ask()
        return self._within(question.text.counted) if question.total else None

    def run(self) -> Results:
        question, hits = self._ask()
        return Results(
            total=question.total,
            hits=tuple(hits),
            facets=self._facets(question),
            corrections=question.corrections,
            relaxed=question.relaxed,
        )

    def _ask(self) -> tuple[Question, list[Hit]]:
        parsed = parse(self.query.text)
        words, corrections = self._words(parsed)
        if not parsed.words:
            every = tantivy.Query.all_query() if not self.query.text.strip() else tantivy.Query.empty_query()
            return self._answer(Question(TextQuery.plain(every), parsed, (), {}, 0))
        if all(terms.found for terms in words if not terms.word.optional):
            text = self.matcher.text(parsed, words)
        else:
            text = TextQuery.plain(self.matcher.or_identifier(parsed, tantivy.Query.empty_query()))
        question, hits = self._answer(Question(text, parsed, words, corrections, 0))
        if question.total or parsed.phrases or (parsed.identifiers and is_identifier(self.query.text)):
            return question, hits
        return self._relax(question) or (question, hits)

    def _relax(self, question: Question) -> tuple[Question, list[Hit]] | None:
        """Hits that have some of the words, as many as can be had."""
        for minimum in _minima(question.words):
            text = self.matcher.text(question.parsed, question.words, minimum)
            relaxed, hits = self._answer(question._replace(text=text, relaxed=True))
            if relaxed.total:
                return relaxed, hits
        return None

    def _words(self, parsed: ParsedQuery) -> tuple[tuple[WordTerms, ...], Corrections]:
        """The words with the terms the index holds; a word it does not hold takes its neighbours' terms."""
        words, corrections = [], {}
        for word in parsed.words:
            terms = held_terms(self.snapshot, word)
            if not terms.found and not word.optional and (found := neighbours(self.snapshot, word)):
                corrections[word.text] = found
                taken = [term for text in found for term in held_terms(self.snapshot, query_word(text)).terms]
                terms = terms._replace(terms=tuple(dict.fromkeys(taken)))
            words.append(terms)
        return tuple(words), corrections

    def _within(self, query: tantivy.Query, without: str = "") -> tantivy.Query:
        """The query within all filters but one, within the circle and the box."""
        filters = {facet: values for facet, values in self.filters.items() if facet != without}
        if self.cells is not None:
            filters["cell"] = self.cells
        return self.matcher.filtered(query, filters)

    def _answer(self, question: Question) -> tuple[Question, list[Hit]]:
        order = self._order(question.parsed)
        query = self._within(question.text.counted if order else question.text.ranked)
        if self.cells == ():
            return question._replace(total=0), []
        rows: list[Any]
        if order == DISTANCE:
            total = self._page(query, 0, 1, "")[0]
            rows = list(self._by_distance(query))
        else:
            total, rows = self._page(query, self.offset, self.limit, order)
        return question._replace(total=total), [self._hit(question, score, address) for score, address in rows]

    def _order(self, parsed: ParsedQuery) -> str:
        """The field to sort by; '' for the score."""
        if self.query.sort == "distance" and self.nearest is not None:
            return DISTANCE
        if self.query.sort == "newest":
            return "newest"
        return "order" if self.query.sort == "name" or not parsed.words else ""

    def _page(self, query: tantivy.Query, offset: int, limit: int, field: str) -> tuple[int, list[Any]]:
        order = Order.Asc if field == "order" else Order.Desc
        found: Any = self.searcher.search(query, max(limit, 1), True, field or None, offset, order)
        hits = [(0.0 if field else score, address) for score, address in found.hits[:limit]]
        return found.count, hits

    def _by_distance(self, query: tantivy.Query) -> Iterator[Any]:
        for part in places.slices(self.snapshot, query, self.nearest or {}, self.offset, self.limit):
            in_cell = self.matcher.filtered(query, {"cell": (part.cell,)})
            yield from self._page(in_cell, part.offset, part.limit, "order")[1]

    def _hit(self, question: Question, score: float, address: tantivy.DocAddress) -> Hit:
        card = read_card(self.searcher, address)
        return Hit(
            id=card.id,
            score=score,
            distance_km=self.nearest.get(card.cell) if self.nearest else None,
            reasons=reasons(card, question.parsed, question.words, question.corrections, question.relaxed)
            if question.words
            else (),
        )

    def _facets(self, question: Question) -> dict[str, tuple[FacetCount, ...]]:
        """Counts of each facet without its own filter, side by side: the engine counts without holding Python."""
        wanted = [facet for facet in self.query.facets if facet in FACETS]
        plain = [facet for facet in wanted if facet not in self.filters]
        filtered = [facet for facet in wanted if facet in self.filters]
        beside = [_pool(os.getpid()).submit(self._counts, question, [facet], facet) for facet in filtered]
        counts = dict(self._counts(question, plain, ""))
        for counting in beside:
            counts.update(counting.result())
        return {facet: counts[facet] for facet in wanted}

    def _counts(self, question: Question, facets: Sequence[str], without: str) -> dict[str, tuple[FacetCount, ...]]:
        """Counts under all filters but one. Kept for the commit: the next page asks for the same."""
        if not facets:
            return {}
        filters = tuple(sorted(pair for pair in self.filters.items() if pair[0] != without))
        key = (self.query.text[:MAX_TEXT], question.relaxed, filters, self.query.near, self.query.within, tuple(facets))
        if self.cells == ():
            return dict.fromkeys(facets, ())
        counts: dict[str, tuple[FacetCount, ...]] = self.snapshot.remember(
            "facets", key, lambda: self._aggregate(self._within(question.text.counted, without), facets)
        )
        return counts

    def _aggregate(self, query: tantivy.Query, facets: Sequence[str]) -> dict[str, tuple[FacetCount, ...]]:
        asked = {facet: {"terms": {"field": joined_field(facet), "size": _MOST_VALUES}} for facet in facets}
        answer = self.searcher.aggregate(query, asked)
        return {facet: _counted(answer[facet]["buckets"]) for facet in facets}


@lru_cache(maxsize=1)
def _pool(process: int) -> ThreadPoolExecutor:
    """The threads of a process; a forked one gets its own."""
    return ThreadPoolExecutor(_COUNTING_THREADS, thread_name_prefix=f"facets-{process}")


# Some two thousand are made for a query: without a frame of Python for each.
_facet_count: Callable[[tuple[str, int]], FacetCount] = partial(tuple.__new__, FacetCount)


def _counted(buckets: Sequence[Mapping[str, Any]]) -> tuple[FacetCount, ...]:
    """The values of a facet, most frequent first, from the counts of their combinations."""
    counts: defaultdict[str, int] = defaultdict(int)
    for bucket in buckets:
        count = bucket["doc_count"]
        for value in _values(bucket["key"]):
            counts[value] += count
    return tuple(map(_facet_count, sorted(counts.items(), key=itemgetter(1), reverse=True)))


@lru_cache(maxsize=16_384)
def _values(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(SEPARATOR))


def _minima(words: Sequence[WordTerms]) -> Iterator[int]:
    """How many words to require when not all can be had: one less, then a single one."""
    required = [terms for terms in words if not terms.word.optional]
    findable = sum(terms.found for terms in required)
    if len(required) < 2 or not findable:
        return
    most = min(findable, len(required) - 1)
    yield most
    if most > 1:
        yield 1
