"""Names taken apart for comparing: core words, legal form, numbers, and words that tell sister firms apart.

The tables in `data/` drive it. `words.csv`: what a folded word means (connector, number:N, role:X, branch);
'*' at its end stands for any ending. `foreign_forms.csv`: legal forms of countries without a list of their own.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec
from rapidfuzz.distance import OSA

from regiowerk.codelists import legal_forms
from regiowerk.codelists.tables import read_table
from regiowerk.common.text import fold, words
from regiowerk.linking.scripts import romanise
from regiowerk.search.analysis.words import collapse

DATA = Path(__file__).parent / "data"
_WINDING_UP = frozenset({"liquidation", "likvidaci", "likwidacji", "upadlosci", "konkurssissa", "selvitystilassa"})
_ROMAN = re.compile(r"(?=[ivx]{2})x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10}
_INSIDE_A_NAME = frozenset({"partg"})  # 'Weber & Partner Optik GmbH': a form at the end of a name only
_LEAST_FORM_WORD = 7  # letters of a word of a spelled-out legal form that is known again with a slip
_FORMS_OF_FIRMS = frozenset(
    {"limited", "mini_limited", "stock", "simple_stock", "limited_partnership", "general_partnership"}
)
_LEAST_STEM = 9  # letters from which on a role is found inside a compound: 'mullerverwaltung'


class NameParts(msgspec.Struct, frozen=True, omit_defaults=True, gc=False, array_like=True):
    """A name as it is compared. All words are folded, umlauts as one letter: 'Müller' = 'Mueller' = 'muller'."""

    tokens: tuple[str, ...]  # in their order, without legal form and connectors
    compact: str = ""  # all words of the core written as one, connectors as well
    form: str = ""  # code of the legal form, '' where the name shows none
    form_group: str = ""
    numbers: tuple[str, ...] = ()  # sorted
    roles: tuple[str, ...] = ()  # sorted: holding, administration …
    branch: bool = False
    kind: str = "legal"


class Meaning(NamedTuple):
    kind: str  # connector, number, role, branch, form or ''
    value: str = ""


def _load_words() -> tuple[dict[str, Meaning], list[tuple[str, Meaning]]]:
    exact: dict[str, Meaning] = {}
    stems: list[tuple[str, Meaning]] = []
    for row in read_table(DATA / "words.csv"):
        kind, _, value = row["class"].partition(":")
        word = row["word"]
        if word.endswith("*"):
            stems.append((collapse(word[:-1]), Meaning(kind, value)))
        else:
            exact[collapse(word)] = Meaning(kind, value)
    return exact, stems


def _load_foreign() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Last word of a spelling → spellings with their group, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in read_table(DATA / "foreign_forms.csv"):
        for text in row["spellings"].split("|"):
            spelling = tuple(text.split())
            found.setdefault(spelling[-1], []).append((spelling, row["group"]))
    for spellings in found.values():
        spellings.sort(key=lambda entry: -len(entry[0]))
    return found


_WORDS, _STEMS = _load_words()
_FOREIGN = _load_foreign()
_NO_MEANING = Meaning("")


def _form_words() -> dict[str, set[str]]:
    """Long words of spelled-out legal forms, by their first letter."""
    spellings = [spelling for entries in _FOREIGN.values() for spelling, _ in entries]
    for row in read_table(legal_forms.DATA / "legal_forms.csv"):
        if row["concept"] in _FORMS_OF_FIRMS:
            spellings += [tuple(words(text)) for text in row["spellings"].split("|")]
    found: dict[str, set[str]] = {}
    for word in chain.from_iterable(spellings):
        if len(word) >= _LEAST_FORM_WORD:
            found.setdefault(word[0], set()).add(word)
    return found


_FORM_WORDS = _form_words()


def _accented_words() -> dict[str, str]:
    """Long words of legal forms as they are typed without accents → as they are: 'beschraenkter' → 'beschränkter'."""
    found: dict[str, str] = {}
    for row in read_table(legal_forms.DATA / "legal_forms.csv"):
        for word in re.findall(r"\w{5,}", row["spellings"]):
            if not word.isascii():
                typed = word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
                found |= {fold(word): word, typed: word}
    return found


_ACCENTED = _accented_words()
_LONGEST_FOREIGN = 1 + max(len(spelling) for entries in _FOREIGN.values() for spelling, _ in entries)


@lru_cache(maxsize=200_000)
def meaning(word: str) -> Meaning:
    """What a word (folded, umlauts as one letter) says about a firm, beyond naming it."""
    if word.isdigit():
        return Meaning("number", word.lstrip("0") or "0")
    if found := _WORDS.get(word):
        return found
    if _ROMAN.fullmatch(word):
        return Meaning("number", str(_roman(word)))
    for stem, known in _STEMS:
        if word.startswith(stem) or (len(stem) >= _LEAST_STEM and stem in word):
            return known
    if len(word) >= _LEAST_FORM_WORD - 1 and _is_form_word(word):
        return Meaning("form")
    return _NO_MEANING


def _roman(word: str) -> int:
    digits = [_ROMAN_DIGITS[letter] for letter in word]
    return sum(-digit if digit < after else digit for digit, after in zip(digits, [*digits[1:], 0], strict=True))


def _is_form_word(word: str) -> bool:
    """A word of a legal form that was left over because of a slip: 'gesellschft'."""
    return any(OSA.distance(word, known, score_cutoff=1) <= 1 for known in _FORM_WORDS.get(word[0], ()))


@lru_cache(maxsize=200_000)
def _key(word: str) -> str:
    return collapse(word)


def parse(name: str, country: str = "", *, form: str = "", kind: str = "legal") -> NameParts:
    """Takes a name apart. `country` chooses the list of legal forms; `form` is the code the register gives."""
    name = romanise(name)
    core, code, group = _split_form(name, country)
    if form and (known := legal_forms.LIST_OF_COUNTRY.get(country)):
        code, group = form, legal_forms.group(known, form)
    folded = _joined_initials([word for word in words(core) if word not in _WINDING_UP])
    tokens: list[str] = []
    numbers: set[str] = set()
    roles: set[str] = set()
    branch = group == "branch"
    for word in map(_key, folded):
        means = meaning(word)
        if means.kind == "connector" and len(folded) > 1:
            continue
        tokens.append(means.value if means.kind == "number" else word)
        if means.kind == "number":
            numbers.add(means.value)
        elif means.kind == "role":
            roles.add(means.value)
        branch = branch or means.kind == "branch"
    tokens = tokens or [_key(word) for word in words(name)] or [name.strip().lower()]
    return NameParts(
        tuple(tokens),
        "".join(_key(word) for word in folded if len(word) > 1 or word.isdigit()) or "".join(tokens),
        code,
        group,
        tuple(sorted(numbers)),
        tuple(sorted(roles)),
        branch,
        kind,
    )


def _split_form(name: str, country: str) -> tuple[str, str, str]:
    """Core, code and group of the legal form; a country that is not known tries all lists."""
    if not _ACCENTED.keys().isdisjoint(name.lower().split()):
        name = " ".join(_ACCENTED.get(word.lower(), word) for word in name.split())
    countries = (country,) if country in legal_forms.LIST_OF_COUNTRY else tuple(legal_forms.LIST_OF_COUNTRY)
    if country != countries[0] and (foreign := _foreign_form(name)):
        return foreign
    for tried in countries:
        found = legal_forms.from_name(name, tried)
        if found and not (found.code in _INSIDE_A_NAME and found.last < len(words(name))):
            group = legal_forms.group(found.code_list, found.code)
            core = _without_partner(found.core, tried) if group == "partnership" else found.core
            return core, found.code, group
    return _foreign_form(name) or (name, "", "")


def _without_partner(core: str, country: str) -> str:
    """Without the form of the general partner: 'Drewex sp. z o.o. sp.k.', 'Karvo GmbH & Co. Immobilien KG'."""
    partner = legal_forms.from_name(core, country)
    if partner and legal_forms.group(partner.code_list, partner.code) in ("limited", "stock"):
        return partner.core
    return core


def _foreign_form(name: str) -> tuple[str, str, str] | None:
    """A form at either end of the name; 'corporation' may stand beside a clearer one."""
    rest, code, group = words(name.replace(".", "")), "", ""
    while found := _at_an_end(rest):
        rest, spelling, found_group = found
        if group in ("", "corporation"):
            code, group = spelling[-1], found_group
    return (" ".join(rest), code, group) if code else None


def _at_an_end(folded: list[str]) -> tuple[list[str], tuple[str, ...], str] | None:
    for end in (len(folded) or 1, *range(min(len(folded) - 1, _LONGEST_FOREIGN), 0, -1)):
        for spelling, group in _FOREIGN.get(folded[end - 1] if folded else "", ()):
            first = end - len(spelling)
            at_an_end = end == len(folded) or first == 0
            if at_an_end and first >= 0 and len(spelling) < len(folded) and tuple(folded[first:end]) == spelling:
                return folded[:first] + folded[end:], spelling, group
    return None


def _joined_initials(folded: list[str]) -> list[str]:
    """'a', 'b', 'c' standing in a row are one word: A. B. C. = ABC."""
    joined: list[str] = []
    for run in _runs(folded):
        joined.extend(["".join(run)] if len(run) > 1 and all(len(letter) == 1 for letter in run) else run)
    return joined


def _runs(folded: list[str]) -> Iterator[list[str]]:
    run: list[str] = []
    for word in folded:
        letter = len(word) == 1 and word.isalpha()
        if run and not (letter and len(run[-1]) == 1):
            yield run
            run = []
        run.append(word)
    if run:
        yield run
