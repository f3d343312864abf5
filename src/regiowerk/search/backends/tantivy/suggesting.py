"""Suggestions while typing: names with words that begin as the words typed."""

from collections.abc import Iterator

import tantivy
from tantivy import Occur

from regiowerk.search.analysis import name_key
from regiowerk.search.analysis.optional_words import LEGAL
from regiowerk.search.analysis.query import MAX_TEXT
from regiowerk.search.analysis.words import forms, split
from regiowerk.search.backends.tantivy.matching import Matcher
from regiowerk.search.backends.tantivy.schema import MAX_PREFIX, MAX_START, MIN_PREFIX, Card, read_card
from regiowerk.search.backends.tantivy.snapshot import Snapshot
from regiowerk.search.interface import Suggestion

MAX_WORDS = 6
MAX_LIMIT = 50
_LEGAL_STARTS = frozenset(word[:length] for word in LEGAL for length in range(1, len(word) + 1))
_WHOLE_WORD, _LIVING = 2.0, 1.0
_WEIGHED_FROM = 3  # letters; fewer begin too many words


def suggest(snapshot: Snapshot, text: str, limit: int) -> tuple[Suggestion, ...]:
    words = _words(text[:MAX_TEXT])
    limit = min(limit, MAX_LIMIT)
    if not words or limit < 1:
        return ()
    found: dict[str, Suggestion] = {}
    for query in _queries(Matcher(snapshot), name_key(text[:MAX_TEXT]), words):
        for card in _cards(snapshot, query, words, limit):
            found.setdefault(card.id, Suggestion(card.id, card.name, card.town, card.region))
        if len(found) >= limit:
            break
    return tuple(found.values())[:limit]


def _cards(snapshot: Snapshot, query: tantivy.Query, words: list[str], limit: int) -> Iterator[Card]:
    longer = [word for word in words if len(word) > MAX_PREFIX]
    for _, address in snapshot.searcher.search(query, limit * 4 if longer else limit, False).hits:
        card = read_card(snapshot.searcher, address)
        if not longer or _has_words(card, longer):
            yield card


def _words(text: str) -> list[str]:
    """The words typed, without what may become a legal form: names are found by their other words."""
    first, *others = [forms(word)[-1] for word in split(text)][:MAX_WORDS] or [""]
    return [first, *(word for word in others if word not in _LEGAL_STARTS)] if first else []


def _queries(matcher: Matcher, key: str, words: list[str]) -> Iterator[tantivy.Query]:
    """First living names that begin so, which are found without weighing many; then names with such words."""
    begins = [(Occur.Must, matcher.term("start", key[:MAX_START]))]
    beginnings = [word[:MAX_PREFIX] for word in words if len(word) >= MIN_PREFIX]
    others = [(Occur.Must, matcher.term("prefix", beginning)) for beginning in beginnings]
    weighed = [word for word in words if len(word) >= _WEIGHED_FROM]
    whole = [(Occur.Should, matcher.constant("name", (word,), _WHOLE_WORD)) for word in weighed]
    yield tantivy.Query.boolean_query([*begins, *others, *whole])
    if weighed:
        living = (Occur.Should, matcher.constant("state", ("active",), _LIVING))
        yield tantivy.Query.boolean_query([*others, *whole, living])
    elif others:
        yield tantivy.Query.boolean_query(others)


def _has_words(card: Card, longer: list[str]) -> bool:
    held = [form for word in split(card.name) for form in forms(word)]
    return all(any(form.startswith(word) for form in held) for word in longer)
