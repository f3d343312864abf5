"""What can be wrong with a list, in English; the pages say it in the reader's language."""

from collections.abc import Mapping

TEXTS = {
    "file_too_big": "The file is larger than {megabytes} MB.",
    "too_many_rows": "The list has more than {rows} rows.",
    "no_rows": "The file has no rows below its header.",
    "not_a_table": "The file is no CSV, XLSX, XLS or ODS table.",
    "password": "The file is protected by a password.",
    "bomb": "The file unpacks to far more than a list of members.",
}


def text(code: str, data: Mapping[str, object]) -> str:
    return TEXTS[code].format(**data)
