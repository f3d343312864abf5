"""The embedded engine: an index of files that one process writes and all processes read."""

from regiowerk.search.backends.tantivy.backend import TantivyBackend

__all__ = ["TantivyBackend"]
