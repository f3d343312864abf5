"""Where the documents come from. An upper package registers its source when the applications are ready."""

from regiowerk.search.interface import DocumentSource

_sources: dict[str, DocumentSource] = {}


def register(source: DocumentSource) -> None:
    """The source of organisations; a later one takes the place of an earlier one."""
    _sources["organisations"] = source


def organisations() -> DocumentSource:
    """Raises LookupError when no package has registered a source."""
    try:
        return _sources["organisations"]
    except KeyError:
        raise LookupError("No source of documents is registered.") from None
