"""Every text of the pages is there in every language of the instance, with the same placeholders."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[2] / "src" / "regiowerk"
LOCALE = SOURCE / "web" / "locale"
LANGUAGES = ("de", "cs", "pl", "fi")  # English is the language of the source
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w+\}|%[sd]|<[\w:]+>|</?\w+>")
ADDRESS = re.compile(r"([a-z0-9-]+/|<\w+:\w+>[/.])+([a-z]+)?")
TEMPLATE_CALL = re.compile(r"""\bn?p?gettext\((?:[^'"()]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")*\)""")

Key = tuple[str, str | tuple[str, str]]  # context, message (or singular and plural)


def source_texts() -> Iterator[tuple[str, io.BytesIO]]:
    for file in sorted(SOURCE.rglob("*.py")):
        yield str(file.relative_to(SOURCE)), io.BytesIO(file.read_bytes())
    for file in sorted((SOURCE / "web" / "templates").rglob("*.*")):
        # What Django makes of a template is for xgettext; the calls in it alone are Python.
        calls = TEMPLATE_CALL.findall(templatize(file.read_text(encoding="utf-8"), origin=str(file)))
        yield str(file.relative_to(SOURCE)), io.BytesIO("\n".join(calls).encode())


def messages_in_use() -> dict[Key, str]:
    """Each message and the file that has it."""
    found: dict[Key, str] = {}
    for name, source in source_texts():
        for _line, message, _comments, context in extract("python", source, KEYWORDS, options={"encoding": "utf-8"}):
            found.setdefault((context or "", message), name)
    return found


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def problems(key: Key, entry: Message | None) -> Iterator[str]:
    _context, message = key
    if entry is None:
        yield "is missing"
        return
    if entry.fuzzy:
        yield "is fuzzy"
    texts = entry.string if isinstance(entry.string, tuple) else (entry.string,)
    if not all(texts):
        yield "is empty"
    wanted = set(PLACEHOLDER.findall(message if isinstance(message, str) else message[1]))
    for text in texts:
        if all(texts) and set(PLACEHOLDER.findall(text)) != wanted:
            yield f"has other placeholders: {text!r}"


def test_the_extractor_sees_templates_and_python() -> None:
    used = messages_in_use()
    assert used[("", "Newest entries")].endswith(".html")
    assert used[("address", "directory/")].endswith(".py")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    entries = {(entry.context or "", entry.id): entry for entry in catalogue(language) if entry.id}
    found = [
        f"{where}: {key[1]!r} {problem}"
        for key, where in messages_in_use().items()
        for problem in problems(key, entries.get(key))
    ]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_left_over(language: str) -> None:
    used = messages_in_use()
    assert [entry.id for entry in catalogue(language) if entry.id and (entry.context or "", entry.id) not in used] == []


@pytest.mark.parametrize(("language", "forms"), [("de", 2), ("cs", 3), ("pl", 3), ("fi", 2)])
def test_plurals_have_the_forms_of_the_language(language: str, forms: int) -> None:
    found = catalogue(language)
    assert found.num_plurals == forms
    assert {len(entry.string) for entry in found if isinstance(entry.id, tuple)} == {forms}


@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_are_plain_and_stand_once(language: str) -> None:
    addresses = [str(entry.string) for entry in catalogue(language) if entry.context == "address"]
    assert [address for address in addresses if not ADDRESS.fullmatch(address)] == []
    assert len(set(addresses)) == len(addresses)
