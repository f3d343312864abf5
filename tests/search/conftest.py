from collections.abc import Iterable, Iterator

import pytest

from regiowerk.search import sources
from regiowerk.search.interface import Document


class Shelf:
    """A source of documents in memory."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.asked: list[list[str]] = []

    def put(self, *names: str) -> list[str]:
        """Documents with these names, whose ids are their first words."""
        ids = [name.split()[0] for name in names]
        self.documents.update((id_, Document(id=id_, name=name)) for id_, name in zip(ids, names, strict=True))
        return ids

    def count(self) -> int:
        return len(self.documents)

    def all(self) -> Iterator[Document]:
        return iter(list(self.documents.values()))

    def some(self, ids: Iterable[str]) -> Iterator[Document]:
        self.asked.append(list(ids))
        return (self.documents[id_] for id_ in self.asked[-1] if id_ in self.documents)


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setattr(sources, "_sources", {})
    shelf = Shelf()
    sources.register(shelf)
    return shelf
