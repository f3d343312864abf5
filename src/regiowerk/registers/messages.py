"""What a run has to say as a whole. The code goes into the run; commands use these texts, pages translate them."""

from collections.abc import Mapping
from typing import Any


def _(text: str) -> str:
    """Marks a text for the catalogues of the pages, without Django."""
    return text


MESSAGES = {
    # refusals of files
    "no_data_file": _("{missing} is missing; {file} alone names no organisation."),
    "not_utf8": _("{file} is not in UTF-8. Save it as UTF-8 and import it again."),
    "wrong_delimiter": _("{file}: the columns must be separated by commas, as the office delivers them."),
    "wrong_header": _("{file} does not have the header of a file of this register."),
    "not_json": _("{file} is not of this register: its first line is no JSON object."),
    "other_file": _("{file} has no entry of this register."),
    "only_numbers": _(
        "{file} lists only the numbers of entries that changed. Fetch these entries from the register and import them."
    ),
    "xml_entities": _("{file} declares XML entities of its own, as no register does. It is not read."),
    "locked": _("{file} is protected by a password. Unpack it and import what is inside."),
    "packed_too_hard": _("{file} would grow to {size} bytes when unpacked, far more than a register file does."),
    "cannot_be_read": _("{file} cannot be read: {error}."),
    "damaged": _("{file} is damaged: it cannot be unpacked after line {line}. Get the file again."),
    "empty_file": _("{file} is empty."),
    "same_name": _("Two of the files have the same name."),
    # refusals by guards
    "suppression_key": _(
        "The key of the objections is another one than before. Put the file suppression.key back from the backup."
    ),
    "no_entry": _("There is no entry in the file."),
    "unreadable": _("{refused} of {total} rows cannot be read. This is no file of this register, or it is damaged."),
    "implausible": _("{taken} entries are not between {least} and {most}, as this register should have."),
    "shrunk": _(
        "The file has {taken} entries, less than 98 % of the {before} known of the same parts of the register. If that"
        " is right, repeat with --accept-shrink; if it is another extract, give it a name with --part."
    ),
    "other_extract": _(
        "Only {there} of the {before} entries known of the same parts of the register are in the file. If that is"
        " right, repeat with --accept-shrink; if it is another extract, give it a name with --part."
    ),
    # fetching
    "by_hand": _(
        "The files of {source} cannot be fetched by this program: the register has no interface for it, or its terms"
        " forbid it. Get them by hand or from the organisations ({url}) and import them."
    ),
    "no_numbers": _("{source} gives no single entries; fetch it as a whole."),
    "no_days": _("{source} does not list changes by days."),
    "key_missing": _("{source} needs a key: {setting} is not set. Ask for one at {ask}."),
    "key_refused": _("{host} refuses access (status {status}). Look at the key, and at the terms of the register."),
    "certificate": _("The certificate of {host} cannot be verified: {error}."),
    "unreachable": _("{host} cannot be reached: {error}. Is this server allowed to open connections to it?"),
    "busy": _("{host} is overloaded or asks to wait (status {status}). Try again later."),
    "answered": _("{url} answered with status {status}. Perhaps the address has changed."),
    "web_page": _("{url} answered with a web page in place of data; perhaps the service is being maintained."),
    "other_type": _("{url} answered with {type}, which is no register file. Perhaps the address has changed."),
    "other_site": _(
        "{url} leads to {target}, which is another site. It is not followed; look at the register's pages."
    ),
    "too_big": _("{url} is larger than {most} bytes, more than this register should have."),
    "changed": _("{url} changes while it is being fetched. Try again later."),
    "unexpected": _("{url} did not answer in the form that is known: {error}."),
    "cannot_be_stored": _("{file} cannot be written: {error}."),
    "gap": _(
        "What changed in {source} since {last} is no longer listed. Load the whole register ({whole}) first, then"
        " repeat with --anew."
    ),
    # notes
    "same_file": _("The same file as in run {run}."),
    "dry_run": _("A dry run: nothing was changed."),
    "interrupted": _("Interrupted; another file was imported after it."),
    "broken_off": _("Broken off by an error: {error}. The same command goes on from here."),
}


PLAIN = frozenset({"run", "status"})  # numbers that are names: written without separators


def text(code: str, data: Mapping[str, Any]) -> str:
    """The English text; '' for no code."""
    shown = {
        name: f"{value:,}" if isinstance(value, int) and name not in PLAIN else value for name, value in data.items()
    }
    return MESSAGES[code].format(**shown) if code else ""


class CodedError(Exception):
    """An error with a message of this list."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code, data)
        self.code, self.data = code, data

    def __str__(self) -> str:
        return text(self.code, self.data)
