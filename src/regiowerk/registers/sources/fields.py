"""Reading the fields of an entry: what cannot be read is left out and becomes a doubt, or refuses the entry."""

import re
from collections.abc import Mapping

from regiowerk.codelists.legal_forms import FORMS
from regiowerk.common.identifiers import InvalidIdentifierError, Normalised, normalise
from regiowerk.registers.record import Capital, Identifier, LegalForm, OrganisationKind
from regiowerk.registers.sources.base import RefusedRowError
from regiowerk.registers.sources.dates import any_date

MAX_NAME = 1_500  # characters; the longest real name has 1,368
_AMOUNT = re.compile(r"(\d{1,3}(?:[ \u00a0']\d{3})+|\d{1,18})(?:[.,;](\d{1,2}))?")
_CURRENCY = re.compile(r"[A-Z]{3}")


class Fields:
    """The fields of one entry, with the doubts that came up."""

    def __init__(self) -> None:
        self._doubts: list[tuple[str, str]] = []

    @property
    def doubts(self) -> tuple[tuple[str, str], ...]:
        return tuple(self._doubts)

    def doubt(self, reason: str, detail: str) -> None:
        self._doubts.append((reason, detail[:200]))

    def date(self, field: str, text: str | None) -> str:
        """ISO, from 2014-11-12 or 12.11.2014."""
        try:
            return any_date(text or "")
        except ValueError:
            self.doubt("date", f"{field} {text!r}")
            return ""

    def identifier(self, scheme: str, text: str | None) -> Identifier | None:
        """A further number of the entry; its own is read with `own_number`."""
        if not text or not text.strip():
            return None
        try:
            return identifier(scheme, normalise(scheme, text))
        except InvalidIdentifierError as error:
            self.doubt("other_number", f"{scheme} {text[:60]!r}: {error}")
            return None

    def legal_form(self, code_list: str, code: str) -> LegalForm | None:
        if not code:
            return None
        if (code_list, code) not in FORMS:
            self.doubt("legal_form", f"{code_list} {code!r}")
            return None
        return LegalForm(code_list, code)

    def mapped_form(self, text: str, forms: Mapping[str, str], code_list: str) -> LegalForm | None:
        """The form that a register writes in its own words or codes."""
        if not text:
            return None
        if text not in forms:
            self.doubt("legal_form", repr(text))
            return None
        return self.legal_form(code_list, forms[text])

    def capital(self, field: str, amount: str | None, currency: str | None) -> Capital | None:
        """From 5000,00 or 200000;00 or 100000.00; an amount of nothing is none."""
        text, money = (amount or "").strip(), (currency or "").strip().upper()
        if not text:
            return None
        match = _AMOUNT.fullmatch(text)
        if not match or not _CURRENCY.fullmatch(money):
            self.doubt("amount", f"{field} {text!r} {money!r}")
            return None
        units = re.sub(r"\D", "", match[1]).lstrip("0") or "0"
        value = f"{units}.{(match[2] or '').ljust(2, '0')}"
        return None if value == "0.00" else Capital(value, money)


def identifier(scheme: str, number: Normalised) -> Identifier:
    return Identifier(scheme, number.value, number.display, number.checked)


def own_number(scheme: str, text: str) -> Normalised:
    """The number that an entry is known by. Raises RefusedRowError."""
    try:
        return normalise(scheme, text)
    except InvalidIdentifierError as error:
        reason = "check_digit" if error.check_digit else "identifier"
        raise RefusedRowError(reason, f"{text[:60]!r}: {error}") from error


def entry_name(text: str | None) -> str:
    """The name with single blanks. Raises RefusedRowError."""
    name = one_line(text)
    if not name:
        raise RefusedRowError("name_unknown")
    if len(name) > MAX_NAME:
        raise RefusedRowError("name_too_long", f"{len(name)} characters")
    return name


def one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def town(text: str | None) -> str:
    """A town as people write it, where the register writes all in capitals: 'BIELSKO-BIAŁA' → 'Bielsko-Biała'."""
    name = one_line(text)
    return name.title() if name.isupper() else name


def joined(*parts: str | None, by: str = " ") -> str:
    return by.join(part for part in map(one_line, parts) if part)


def kind_of(form: str, division: str, settings: Mapping[str, Mapping[str, OrganisationKind]]) -> OrganisationKind:
    """By the legal form; where that says no more than company or public body, by the division of NACE."""
    kind = settings["kinds_by_form"].get(form, "company")
    if kind in ("company", "public"):
        return settings["kinds_by_division"].get(division, kind)
    return kind
