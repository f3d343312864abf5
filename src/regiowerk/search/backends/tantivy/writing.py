"""Writing: a new version beside the old one, or changes to the present one."""

from collections.abc import Iterable
from pathlib import Path

import tantivy

from regiowerk.common.bulk import in_chunks
from regiowerk.common.workers import ordered_map
from regiowerk.search.backends.tantivy.schema import build_schema, fields_of, register_tokenizers, uncollected
from regiowerk.search.backends.tantivy.snapshot import open_index
from regiowerk.search.backends.tantivy.versions import Current, Versions
from regiowerk.search.interface import Document, IndexCountError, Progress

BUILD_HEAP = 60_000_000  # bytes; together with the caches of the analysis under 300 MB
CHANGE_HEAP = 30_000_000
_THREADS = 2
_STEP = 1_000
_TOLERANCE = 1_000  # one document in so many may come or go while a build runs


def build(versions: Versions, documents: Iterable[Document], expected: int, progress: Progress | None) -> Current:
    """Raises IndexCountError and IndexBusyError; the old version stays then."""
    with versions.writing():
        folder = versions.start_building()
        added = _fill(folder, documents, progress)
        held = open_index(folder).searcher().num_docs
        if held != added or added + expected // _TOLERANCE < expected:
            raise IndexCountError(f"The new index holds {held} documents of {expected}; the old one stays in use.")
        return versions.switch(folder)


def _fill(folder: Path, documents: Iterable[Document], progress: Progress | None) -> int:
    schema = build_schema()
    index = tantivy.Index(schema, str(folder))
    register_tokenizers(index)
    writer = index.writer(BUILD_HEAP, _THREADS)
    add = writer.add_document
    number = 0
    batches = ((len(batch), batch) for batch in in_chunks(documents, _STEP))
    with uncollected():
        for size, fields in ordered_map(fields_of, batches):
            for values in fields:
                add(tantivy.Document.from_dict(values, schema))
            number += size
            if progress:
                progress(size)
    writer.commit()
    return number  # merging goes on with later changes; a search over some more segments is no slower


def apply(versions: Versions, upserts: Iterable[Document], deletes: Iterable[str]) -> None:
    """One commit. Raises IndexBusyError. Without an index a new one is begun."""
    with versions.writing():
        if (current := versions.current()) is None:
            folder = versions.start_building()
            _fill(folder, (), None)
            current = versions.switch(folder)
        # Opened anew each time: a long-lived index object may leave orphan segments behind.
        index = open_index(versions.path(current.version))
        writer = index.writer(CHANGE_HEAP, 1)
        for document_id in deletes:
            writer.delete_documents_by_term("uid", encodable(document_id))
        for values in fields_of(upserts):
            writer.delete_documents_by_term("uid", values["uid"])
            writer.add_document(tantivy.Document.from_dict(values, index.schema))
        writer.commit()
        writer.garbage_collect_files()
        writer.wait_merging_threads()


def encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
