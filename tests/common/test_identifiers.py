"""Check digits, held against the rules as the registers publish them, written out here a second time."""

import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.common.identifiers import SCHEMES, InvalidIdentifierError, normalise


def weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def ytunnus(digits: str) -> str:
    """Of seven digits; a remainder of 1 is never issued."""
    rest = weighted(digits, (7, 9, 10, 5, 8, 4, 2)) % 11
    return "" if rest == 1 else str(-rest % 11)


def nip(digits: str) -> str:
    rest = weighted(digits, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11
    return "" if rest == 10 else str(rest)


def regon9(digits: str) -> str:
    return str(weighted(digits, (8, 9, 2, 3, 4, 5, 6, 7)) % 11 % 10)


def regon14(digits: str) -> str:
    return str(weighted(digits, (2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)) % 11 % 10)


def uid(digits: str) -> str:
    check = -weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4)) % 11
    return "" if check == 10 else str(check)


def ico(digits: str) -> str:
    rest = weighted(digits, (8, 7, 6, 5, 4, 3, 2)) % 11
    return str((11 - rest) % 10)


def lei(stem: str) -> str:
    return f"{98 - int(''.join(str(int(char, 36)) for char in stem + '00')) % 97:02}"


def accepted(scheme: str, text: str) -> bool:
    try:
        return normalise(scheme, text).checked is True
    except InvalidIdentifierError:
        return False


RULES: list[tuple[str, int, Callable[[str], str], str]] = [
    ("FI-YTUNNUS", 7, ytunnus, "{}-{}"),
    ("PL-NIP", 9, nip, "{}{}"),
    ("PL-REGON", 8, regon9, "{}{}"),
    ("CH-UID", 8, uid, "CHE-{}{}"),
    ("CZ-ICO", 7, ico, "{}{}"),
]


@pytest.mark.parametrize(("scheme", "length", "check", "form"), RULES, ids=[rule[0] for rule in RULES])
@given(data=st.data())
def test_the_right_check_digit_is_taken_and_no_other(
    scheme: str, length: int, check: Callable[[str], str], form: str, data: st.DataObject
) -> None:
    stem = data.draw(st.text(string.digits, min_size=length, max_size=length))
    right = check(stem)
    for digit in string.digits:
        assert accepted(scheme, form.format(stem, digit)) == (digit == right)


@given(st.text(string.digits, min_size=8, max_size=8), st.text(string.digits, min_size=4, max_size=4))
def test_numbers_of_local_units(stem: str, unit: str) -> None:
    whole = stem + regon9(stem)
    right = regon14(whole + unit)
    for digit in string.digits:
        number = f"{whole}{unit}{digit}"
        if not number.endswith("00000"):
            assert accepted("PL-REGON", number) == (digit == right)


@given(st.text(string.digits, min_size=8, max_size=8))
def test_zeros_that_fill_up_a_number_are_cut_off(stem: str) -> None:
    number = stem + regon9(stem)
    assert normalise("PL-REGON", f"{number}00000").value == number


@given(st.text(string.digits + string.ascii_uppercase, min_size=18, max_size=18), st.integers(0, 96))
def test_lei(stem: str, wrong: int) -> None:
    assert accepted("LEI", stem + lei(stem))
    other = f"{(int(lei(stem)) + wrong) % 97:02}"
    assert accepted("LEI", stem + other) == ((int(other) - int(lei(stem))) % 97 == 0)


@given(st.integers(1, 9_999_999_999))
def test_krs_numbers_have_ten_digits(number: int) -> None:
    assert normalise("PL-KRS", str(number)).value == f"{number:010}"


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
@given(text=st.text(max_size=24) | st.text(string.digits + "CHEZ-. _", max_size=24))
def test_any_text_has_a_normal_form_or_is_refused(scheme: str, text: str) -> None:
    try:
        found = normalise(scheme, text)
    except InvalidIdentifierError:
        return
    assert normalise(scheme, found.value).value == found.value
    assert scheme == "DE-HR" or normalise(scheme, found.display).value == found.value


@pytest.mark.parametrize(
    ("scheme", "text", "value", "display"),
    [
        ("FI-YTUNNUS", "0112038-9", "01120389", "0112038-9"),
        ("PL-NIP", "972-123-73-17", "9721237317", "972-123-73-17"),
        ("PL-REGON", "30204683000000", "302046830", "302 046 830"),
        ("PL-REGON", "12345678512347", "12345678512347", "123 456 785 12347"),
        ("PL-KRS", "413516", "0000413516", "0000413516"),
        ("CH-UID", "CHE113690319", "CHE113690319", "CHE-113.690.319"),
        ("CH-CHID", "CH03530131779", "CH03530131779", "CH-035.3.013.177-9"),
        ("CZ-ICO", "27082440", "27082440", "270 82 440"),
        ("LEI", "213800KUD8LAJWSQ9D15", "213800KUD8LAJWSQ9D15", "213800KUD8LAJWSQ9D15"),
    ],
)
def test_known_numbers(scheme: str, text: str, value: str, display: str) -> None:
    assert normalise(scheme, text)[:2] == (value, display)


@pytest.mark.parametrize("text", ["7051010001", "CZ7051010001", "CZ705101001"])
def test_tax_numbers_made_of_birth_numbers_are_refused(text: str) -> None:
    assert not accepted("CZ-DIC", text)
    with pytest.raises(InvalidIdentifierError):
        normalise("CZ-DIC", text)
