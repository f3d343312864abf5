"""Identifiers of organisations: normal form and check digit.

Check digits come from python-stdnum. What it lacks is added here: the Czech IČO as such (its DIČ
module refuses numbers that begin with 9), the German register number (court, section, number), the
EUID, the numbers without a check digit, and the 14-digit REGON that the Polish KRS fills up with zeros.
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
    """The text is no identifier of this scheme; the message says what is wrong, for people.

    `check_digit` tells whether its form is right and only the check digit is not.
    """

    def __init__(self, message: str, *, check_digit: bool = False) -> None:
        super().__init__(message)
        self.check_digit = check_digit


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
        raise InvalidIdentifierError("the check digit of the IČO is wrong", check_digit=True)
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
    digits = re.sub(r"[\s-]", "", text)
    if len(digits) == 14 and digits.endswith("00000"):
        digits = digits[:9]
    value = regon.validate(digits)
    return Normalised(value, " ".join((value[:3], value[3:6], value[6:9], value[9:])).strip(), True)


def _krs(text: str) -> Normalised:
    digits = text.strip()
    if not re.fullmatch(r"[0-9]{1,10}", digits) or not digits.strip("0"):
        raise InvalidIdentifierError("a KRS number has ten digits")
    return Normalised(digits.zfill(10), digits.zfill(10), None)


def _chid(text: str) -> Normalised:
    """The number that the Swiss commercial register gave before the UID: CH and eleven digits."""
    value = re.sub(r"[\s.-]", "", text).upper()
    if not re.fullmatch(r"CH[0-9]{11}", value):
        raise InvalidIdentifierError("a CH-ID is CH and eleven digits")
    return Normalised(value, f"CH-{value[2:5]}.{value[5]}.{value[6:9]}.{value[9:12]}-{value[12]}", None)


def _dic(text: str) -> Normalised:
    """Of legal persons and of groups (699…) only: what else has nine or ten digits is a birth number."""
    value = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"CZ(?:[0-9]{8}|699[0-9]{7})", value):
        raise InvalidIdentifierError("a DIČ of a legal person is CZ and eight digits, of a group CZ699 and seven")
    return Normalised(value, value, None)


def _stdnum(validate: Callable[[str], str], display: Callable[[str], str] = str) -> Callable[[str], Normalised]:
    def normalise_by(text: str) -> Normalised:
        value = validate(text)
        return Normalised(value, display(value), True)

    return normalise_by


_SCHEMES: dict[str, Callable[[str], Normalised]] = {
    "CZ-ICO": _ico,
    "CZ-DIC": _dic,
    "DE-HR": _de_register,
    "DE-VAT": _stdnum(de_vat.validate, lambda value: f"DE{value}"),
    "EUID": _euid,
    "PL-KRS": _krs,
    "PL-NIP": _stdnum(nip.validate, nip.format),
    "PL-REGON": _regon,
    "FI-YTUNNUS": _stdnum(ytunnus.validate, ytunnus.format),
    "CH-UID": _stdnum(ch_uid.validate, ch_uid.format),
    "CH-CHID": _chid,
    "LEI": _stdnum(lei.validate),
}
SCHEMES = frozenset(_SCHEMES)


def normalise(scheme: str, text: str) -> Normalised:
    """The normal form of an identifier. Raises InvalidIdentifierError; KeyError for an unknown scheme."""
    try:
        return _SCHEMES[scheme](text)
    except exceptions.ValidationError as error:
        wrong = isinstance(error, exceptions.InvalidChecksum)
        raise InvalidIdentifierError(f"{scheme}: {error}", check_digit=wrong) from error


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
