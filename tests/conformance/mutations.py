"""An entry as a register would never write it."""

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from hypothesis import strategies as st

# Any JSON value, huge numbers and deep nesting among them.
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=8), values, max_size=3),
    max_leaves=8,
) | st.sampled_from(["\0", "x" * 2_000, "9999-12-31", "0213-04-15", "31.02.2020", "1;5", [[[]]]])
_XML_TEXT = re.compile(rb">([^<]*)<")


def mutated(raw: Any, data: st.DataObject) -> Any:
    """The raw entry with one value replaced by another of any kind."""
    if isinstance(raw, str):
        return data.draw(st.text(max_size=60))
    if isinstance(raw, tuple):
        values = list(raw)
        place = data.draw(st.integers(0, len(values) - 1))
        values[place] = mutated(values[place], data)
        return type(raw)(*values) if hasattr(raw, "_fields") else tuple(values)
    if raw.lstrip().startswith(b"{"):
        return _other_json(raw, data)
    if raw.lstrip().startswith(b"<"):
        return _other_xml(raw, data)
    place = data.draw(st.integers(0, len(raw)))
    return raw[:place] + data.draw(st.binary(max_size=30)) + raw[place:]


def _other_json(raw: bytes, data: st.DataObject) -> bytes:
    document = json.loads(raw)
    holder, key = data.draw(st.sampled_from(list(places(document))))
    holder[key] = data.draw(JSON_VALUES)
    return json.dumps(document).encode()


def _other_xml(raw: bytes, data: st.DataObject) -> bytes:
    match = data.draw(st.sampled_from(list(_XML_TEXT.finditer(raw))))
    text = data.draw(st.text(max_size=60) | st.sampled_from(["<a/>", "&x;", "]]>", "9999-12-31"]))
    inside = text if text.startswith(("<", "&", "]")) else escape(text)
    return raw[: match.start(1)] + inside.encode() + raw[match.end(1) :]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each object or list in a JSON document with each of its keys."""
    if isinstance(value, dict | list):
        for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
            yield value, key
            yield from places(inner)


def with_unknown_fields(raw: Any) -> Any:
    """The entry of a later version of the format, with fields that are not known today."""
    if isinstance(raw, tuple):
        values = [with_unknown_fields(value) for value in raw]
        return type(raw)(*values) if hasattr(raw, "_fields") else tuple(values)
    if not isinstance(raw, bytes) or not raw.lstrip().startswith((b"{", b"<")):
        return raw
    if raw.lstrip().startswith(b"<"):
        return re.sub(rb"(<(?:\w+:)?\w[\w.]*>)(?=<)", rb"\1<unknown2031><deep>x</deep></unknown2031>", raw)
    document = json.loads(raw)
    for holder, key in list(places({"": document})):
        if isinstance(holder[key], dict):
            holder[key]["unknown2031"] = {"deep": [1, None, "x"]}
    return json.dumps(document).encode()


def replaced(raw: Any, old: str, new: str) -> Any:
    """The raw entry with one text in the place of another."""
    if isinstance(raw, str):
        return new if raw == old else raw
    if isinstance(raw, tuple):
        values = [replaced(value, old, new) for value in raw]
        return type(raw)(*values) if hasattr(raw, "_fields") else tuple(values)
    return raw.replace(old.encode(), new.encode())
