"""The passage of a longer text that a list shows: the sentence with most of what was searched for."""

import re

from regiowerk.search import queries as engine

Pieces = list[tuple[str, bool]]
MAX_LENGTH = 220  # characters
TELLING_LENGTH = 90  # the same, of a beginning that tells something
# After a full stop, but not in "z. B.", "č. 5" or "2.000".
_SENTENCE = re.compile(r"(?<=[^\s.\d][^\s.][.!?…])\s+|\n+")


def excerpt(text: str, language: str, query: str) -> Pieces:
    """The best sentence with its matches marked; without a match, or a query, the beginning."""
    sentences = [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]
    if not sentences:
        return []
    if not query:
        return [(_cut(_beginning(sentences)), False)]
    marked = [engine.highlight(sentence, language, query) for sentence in sentences]
    best = max(marked, key=_matched)  # the first of equals
    return _around(best) if sum(len(part) for part, _ in best) > MAX_LENGTH else best


def _matched(pieces: Pieces) -> int:
    """How many different words are marked."""
    return len({part.lower() for part, hit in pieces if hit})


def _beginning(sentences: list[str]) -> str:
    """So many sentences as it takes to say something: the first is often a mere opening."""
    text = sentences[0]
    for sentence in sentences[1:]:
        if len(text) >= TELLING_LENGTH:
            break
        text = f"{text} {sentence}"
    return text


def _cut(text: str) -> str:
    return text if len(text) <= MAX_LENGTH else f"{text[:MAX_LENGTH].rsplit(' ', 1)[0]} …"


def _around(pieces: Pieces) -> Pieces:
    """So much of a long sentence as fits round its first match."""
    first = next((index for index, (_, hit) in enumerate(pieces) if hit), 0)
    before = "".join(part for part, _ in pieces[:first])
    lead = before if len(before) <= MAX_LENGTH // 3 else "… " + before[-(MAX_LENGTH // 3) :].split(" ", 1)[-1]
    kept: Pieces = [(lead, False)] if lead else []
    room = MAX_LENGTH - len(lead)
    for part, hit in pieces[first:]:
        if len(part) > room:
            kept.append((f"{part[:room].rsplit(' ', 1)[0]} …", False))
            break
        kept.append((part, hit))
        room -= len(part)
    return kept
