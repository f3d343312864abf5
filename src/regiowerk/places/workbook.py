"""Reads the cells of an .xlsx workbook row by row: values only, as text. Standard library only."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, iterparse

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(path: Path) -> Iterator[Iterator[list[str]]]:
    """The sheets in the order of the archive, each as its rows; to be used up one after the other."""
    with zipfile.ZipFile(path) as archive:
        strings = _shared_strings(archive)
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                yield _rows(archive, name, strings)


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    with archive.open("xl/sharedStrings.xml") as file:
        return [
            "".join(text.text or "" for text in element.iter(f"{_MAIN}t"))
            for _, element in iterparse(file)  # noqa: S314
            if element.tag == f"{_MAIN}si"
        ]


def _rows(archive: zipfile.ZipFile, name: str, strings: list[str]) -> Iterator[list[str]]:
    with archive.open(name) as file:
        for _, element in iterparse(file):  # noqa: S314
            if element.tag == f"{_MAIN}row":
                yield _cells(element, strings)
                element.clear()


def _cells(row: Element, strings: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_MAIN}c"):
        column = _column(cell.get("r", "")) if cell.get("r") else len(cells)
        cells.extend([""] * (column - len(cells)))
        cells.append(_value(cell, strings))
    return cells


def _value(cell: Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))
    value = cell.findtext(f"{_MAIN}v") or ""
    return strings[int(value)] if cell.get("t") == "s" else value


def _column(reference: str) -> int:
    """'AB12' → 27."""
    number = 0
    for char in reference:
        if not char.isalpha():
            break
        number = number * 26 + ord(char.upper()) - 64
    return number - 1
