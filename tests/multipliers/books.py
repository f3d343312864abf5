"""Workbooks made by hand, with the oddities of real ones."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = f"""<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}">
<Relationship Id="r1" Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
_BOOK = f"""<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}"><sheets>
<sheet name="Cover" sheetId="1" r:id="r1"/><sheet name="Members" sheetId="2" r:id="r2"/></sheets></workbook>"""
_BOOK_RELS = f"""<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}">
<Relationship Id="r1" Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="{_RELATION}/worksheet" Target="worksheets/sheet2.xml"/>
<Relationship Id="r3" Type="{_RELATION}/styles" Target="styles.xml"/></Relationships>"""
_STYLES = f"""<?xml version="1.0"?><styleSheet xmlns="{_MAIN}"><cellXfs count="2">
<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"""


def text(value: str) -> str:
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def number(value: float) -> str:
    return f"<c><v>{value}</v></c>"


def day(serial: int) -> str:
    """A date as spreadsheets keep it: days since 1899-12-30, in a cell with a date format."""
    return f'<c s="1"><v>{serial}</v></c>'


def formula(code: str, result: str) -> str:
    return f'<c t="str"><f>{escape(code)}</f><v>{escape(result)}</v></c>'


def book(path: Path, rows: Sequence[Sequence[str]], *, merged: str = "", macro: bool = False) -> Path:
    """A workbook whose first sheet is empty and whose second one has these cells."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS)
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _BOOK_RELS)
        archive.writestr("xl/styles.xml", _STYLES)
        archive.writestr("xl/worksheets/sheet1.xml", _sheet([]))
        archive.writestr("xl/worksheets/sheet2.xml", _sheet(rows, merged))
        if macro:
            archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not to be looked at")
    return path


def _sheet(rows: Sequence[Sequence[str]], merged: str = "") -> str:
    lines = io.StringIO()
    for at, cells in enumerate(rows, 1):
        placed = (cell.replace("<c", f'<c r="{chr(65 + column)}{at}"', 1) for column, cell in enumerate(cells))
        lines.write(f'<row r="{at}">{"".join(placed)}</row>')
    joined = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    return (
        f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{lines.getvalue()}</sheetData>{joined}</worksheet>'
    )
