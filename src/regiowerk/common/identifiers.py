"""Identifiers of organisations: normal form and check digit.

Check digits come from python-stdnum. What it lacks is added here: the Czech IČO as such (its DIČ
module refuses numbers that begin with 9), the German register number (court, section, number), the
EUID, and the 14-digit REGON that the Polish KRS fills up with zeros.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from stdnum import exceptions, lei
from stdnum.ch import uid as ch_uid
from stdnum.cz import dic as cz_dic
from stdnum.de import vat as de_vat
from stdnum.fi import ytunnus
from stdnum.pl import nip, regon


class InvalidIdentifierError(ValueError):
    """The text is no identifier of this scheme; the message says what is wrong, for people."""


class Normalised(NamedTuple):
    value: str  # how it is stored and compared
    display: str  # how people write it
    checked: bool | None  # True: check digit is right; None: the scheme has none


DE_REGISTER_KEY = re.compile(
    r"(?P<court>[A-Z]\d{4}[A-Z]?)_(?:(?P<former>[A-Z]\d{4}[A-Z]?)_)?"
    r"(?P<section>HRA|HRB|GnR|PR|VR|GsR)(?P<number>[1-9]\d{0,6})(?P<suffix>[A-Z]{0,4})"
)
_EUID = re.compile(r"[A-Z]{2}[A-Z0-9]{1,12}\.[A-Za-z0-9/-]{1,24}(_[A-Z0-9]{1,2})?")


def _ico(text: str) -> Normalised:
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[0-9]{1,8}", digits):
        raise InvalidIdentifierError("an IČO has eight digits")
    digits = digits.zfill(8)
    if cz_dic.calc_check_digit_legal(digits[:7]) != digits[7]:
        raise InvalidIdentifierError("the check digit of the IČO is wrong")
    return Normalised(digits, f"{digits[:3]} {digits[3:5]} {digits[5:]}", True)


def _de_register(text: str) -> Normalised:
    match = DE_REGISTER_KEY.fullmatch(text)
    if not match:
        raise InvalidIdentifierError("a register number is written court_section+number, e.g. U1206_HRB12345")
    display = f"{match['section']} {match['number']}{' ' + match['suffix'] if match['suffix'] else ''}"
    return Normalised(text, display, None)


def _euid(text: str) -> Normalised:
    value = text.strip()
    if not _EUID.fullmatch(value):
        raise InvalidIdentifierError("an EUID is written country+register.number, e.g. DEU1206.HRB12345")
    return Normalised(value, value, None)


def _regon(text: str) -> Normalised:
    digits = re.sub(r"\D", "", text)
    if len(digits) == 14 and digits.endswith("00000"):
        digits = digits[:9]
    return Normalised(regon.validate(digits), digits, True)


def _stdnum(validate: Callable[[str], str], display: Callable[[str], str] = str) -> Callable[[str], Normalised]:
    def normalise_by(text: str) -> Normalised:
        value = validate(text)
        return Normalised(value, display(value), True)

    return normalise_by


_SCHEMES: dict[str, Callable[[str], Normalised]] = {
    "CZ-ICO": _ico,
    "DE-HR": _de_register,
    "DE-VAT": _stdnum(de_vat.validate, lambda value: f"DE{value}"),
    "EUID": _euid,
    "PL-NIP": _stdnum(nip.validate),
    "PL-REGON": _regon,
    "FI-YTUNNUS": _stdnum(ytunnus.validate, ytunnus.format),
    "CH-UID": _stdnum(ch_uid.validate, ch_uid.format),
    "LEI": _stdnum(lei.validate),
}
SCHEMES = frozenset(_SCHEMES)


def normalise(scheme: str, text: str) -> Normalised:
    """The normal form of an identifier. Raises InvalidIdentifierError; KeyError for an unknown scheme."""
    try:
        return _SCHEMES[scheme](text)
    except exceptions.ValidationError as error:
        raise InvalidIdentifierError(f"{scheme}: {error}") from error


def german_euid(key: str) -> str:
    """The EUID of a German register entry, '' for one kept under a former court's number.

    Form by Implementing Regulation (EU) 2021/1042, section 9: DE + court code + . + section and number.
    """
    match = DE_REGISTER_KEY.fullmatch(key)
    if not match or match["former"]:
        return ""
    return f"DE{match['court']}.{match['section']}{match['number']}{match['suffix']}"


def german_key(euid: str) -> str:
    """The register key for a German EUID, '' when it is none: 'DEU1206.HRB7' → 'U1206_HRB7'."""
    court, _, number = euid.strip().removeprefix("DE").partition(".")
    key = f"{court}_{number}"
    return key if DE_REGISTER_KEY.fullmatch(key) else ""
