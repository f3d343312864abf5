"""Suggestions while typing: names with words that begin as the words typed."""

import tantivy
from tantivy import Occur

from regiowerk.search.analysis import name_key
from regiowerk.search.analysis.optional_words import LEGAL
from regiowerk.search.analysis.query import MAX_TEXT
from regiowerk.search.analysis.words import forms, split
from regiowerk.search.backends.tantivy.matching import Matcher
from regiowerk.search.backends.tantivy.schema import MAX_PREFIX, MAX_START, Card, read_card
from regiowerk.search.backends.tantivy.snapshot import Snapshot
from regiowerk.search.interface import Suggestion

MAX_WORDS = 6
MAX_LIMIT = 50
_LEGAL_STARTS = frozenset(word[:length] for word in LEGAL for length in range(1, len(word) + 1))
_STARTS_SO, _WHOLE_WORD, _LIVING = 8.0, 2.0, 1.0


def suggest(snapshot: Snapshot, text: str, limit: int) -> tuple[Suggestion, ...]:
    words = _words(text[:MAX_TEXT])
    limit = min(limit, MAX_LIMIT)
    if not words or limit < 1:
        return ()
    query = _query(snapshot, text, words)
    longer = [word for word in words if len(word) > MAX_PREFIX]
    found = snapshot.searcher.search(query, limit * 4 if longer else limit, False).hits
    cards = (read_card(snapshot.searcher, address) for _, address in found)
    kept = [card for card in cards if not longer or _has_words(card, longer)]
    return tuple(Suggestion(card.id, card.name, card.town, card.region) for card in kept[:limit])


def _words(text: str) -> list[str]:
    """The words typed, without what may become a legal form: names are found by their other words."""
    first, *others = [forms(word)[-1] for word in split(text)][:MAX_WORDS] or [""]
    return [first, *(word for word in others if word not in _LEGAL_STARTS)] if first else []


def _query(snapshot: Snapshot, text: str, words: list[str]) -> tantivy.Query:
    matcher = Matcher(snapshot)
    key = name_key(text[:MAX_TEXT])[:MAX_START]
    if len(words) == 1 and len(words[0]) == 1:  # too many to weigh: names that begin so
        return matcher.term("start", key)
    clauses = [(Occur.Must, matcher.term("prefix", word[:MAX_PREFIX])) for word in words]
    clauses.append((Occur.Should, matcher.constant("start", (key,), _STARTS_SO)))
    clauses.append((Occur.Should, matcher.constant("state", ("active",), _LIVING)))
    clauses.extend((Occur.Should, matcher.constant("name", (word,), _WHOLE_WORD)) for word in words if len(word) > 1)
    return tantivy.Query.boolean_query(clauses)


def _has_words(card: Card, longer: list[str]) -> bool:
    held = [form for word in split(card.name) for form in forms(word)]
    return all(any(form.startswith(word) for form in held) for word in longer)
