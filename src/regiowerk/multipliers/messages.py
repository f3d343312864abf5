"""What can be wrong with a list, in English; the pages say it in the reader's language."""

from collections.abc import Mapping


def _(text: str) -> str:
    """Marks a text for the catalogues of the pages, without Django."""
    return text


TEXTS = {
    "file_too_big": _("The file is larger than {megabytes} MB."),
    "too_many_rows": _("The list has more than {rows} rows."),
    "no_rows": _("The file has no rows below its header."),
    "not_a_table": _("The file is no CSV, XLSX, XLS or ODS table."),
    "password": _("The file is protected by a password."),
    "bomb": _("The file unpacks to far more than a list of members."),
}


def text(code: str, data: Mapping[str, object]) -> str:
    return TEXTS[code].format(**data)
