"""Legal forms: their groups, and the form that a name ends with. Pure, without Django.

The tables in `data/` drive everything. A spelling is written as the name is compared: lower case,
dots removed, one blank between words. '~' before it: only at the end of a name; '?': only when the
name shows no clearer form.
"""

import re
from pathlib import Path
from typing import NamedTuple

from regiowerk.codelists.tables import labels_of, read_table

DATA = Path(__file__).parent / "data"
LIST_OF_COUNTRY = {
    "DE": "DE-SUFFIX",
    "CZ": "CSU-56",
    "FI": "YTJ-YRMU",
    "PL": "PL-FORM",
    "CH": "ECH-0097",
    "AT": "AT-FB",
}
_LANGUAGE_OF_LIST = {"CSU-56": "cs", "YTJ-YRMU": "fi", "PL-FORM": "pl"}  # the others are German

_TOKEN = re.compile(r"[^\s,;:()\[\]\"'„“”»«&+/–-]+|[&+]")
# The same words in a name whose dots are still there.
_DOTTED_TOKEN = re.compile(r"\.*[^\s,;:()\[\]\"'„“”»«&+/–.-][^\s,;:()\[\]\"'„“”»«&+/–-]*|[&+]")
_EDGES = " ,;:-–/&+"
_AND = frozenset({"&", "+", "und", "u"})
_COMPANY = frozenset({"co", "cie", "comp", "compagnie"})
_LIMITED_PARTNERS = frozenset({"gmbh", "mbh", "haftung", "ug", "haftungsbeschränkt", "ggmbh"})
# What stands behind the form when a firm is being wound up.
_WINDING_UP = tuple(
    tuple(words.split())
    for words in (
        "in liquidation", "i l", "il", "iliq", "i liq", "in liqu", "in insolvenz", "in abwicklung", "v likvidaci",
        "w likwidacji", "w upadłości", "w upadłości likwidacyjnej", "w upadłości układowej", "w restrukturyzacji",
        "w organizacji", "konkurssissa", "selvitystilassa", "en liquidation",
    )
)  # fmt: skip
_WINDING_UP_ENDS = frozenset(words[-1] for words in _WINDING_UP)


class Form(NamedTuple):
    code_list: str
    code: str
    group: str
    natural_person: bool
    labels: dict[str, str]


class _Spelling(NamedTuple):
    words: tuple[str, ...]
    code: str
    at_end: bool
    doubtful: bool


class LegalFormMatch(NamedTuple):
    """A legal form found in a name; words `first` to `last` (exclusive) of the name spell it."""

    code_list: str
    code: str
    natural_person: bool
    name: str
    first: int
    last: int

    @property
    def core(self) -> str:
        """The name without the form: 'Müller Bau GmbH & Co. KG' → 'Müller Bau'."""
        spans = [match.span() for match in _DOTTED_TOKEN.finditer(self.name)]
        if self.last > len(spans):
            return self.name
        before, after = self.name[: spans[self.first][0]], self.name[spans[self.last - 1][1] :]
        core = f"{before.rstrip(_EDGES + '(')} {after.lstrip(_EDGES + ').')}".strip(_EDGES)
        return core or self.name


def _load() -> tuple[dict[tuple[str, str], Form], dict[str, dict[str, list[_Spelling]]]]:
    concepts = {row["concept"]: row for row in read_table(DATA / "legal_form_concepts.csv")}
    forms: dict[tuple[str, str], Form] = {}
    spellings: dict[str, dict[str, list[_Spelling]]] = {code_list: {} for code_list in LIST_OF_COUNTRY.values()}
    for row in read_table(DATA / "legal_forms.csv"):
        code_list, code, concept = row["code_list"], row["code"], concepts[row["concept"]]
        forms[code_list, code] = Form(
            code_list, code, concept["group"], row["natural_person"] == "1", _form_labels(row, concept)
        )
        for text in filter(None, row["spellings"].split("|")):
            words = tuple(text.lstrip("~?").split())
            spelling = _Spelling(words, code, text.startswith("~"), text.startswith("?"))
            spellings[code_list].setdefault(words[-1], []).append(spelling)
    for by_last_word in spellings.values():
        for candidates in by_last_word.values():
            candidates.sort(key=lambda spelling: -len(spelling.words))
    return forms, spellings


def _form_labels(row: dict[str, str], concept: dict[str, str]) -> dict[str, str]:
    """The concept in each language, the form's own name in its own, and its abbreviation in brackets."""
    labels = labels_of(concept)
    if row["own"]:
        labels[_LANGUAGE_OF_LIST.get(row["code_list"], "de")] = row["own"]
    if short := row["short"]:
        labels = {language: text if short in text else f"{text} ({short})" for language, text in labels.items()}
    return labels


FORMS, _SPELLINGS = _load()


def from_name(name: str, country: str) -> LegalFormMatch | None:
    """The legal form that a name of this country (ISO 3166-1 alpha-2) carries, the last one when there are several."""
    code_list = LIST_OF_COUNTRY.get(country)
    if not code_list:
        return None
    by_last_word = _SPELLINGS[code_list]
    words = _TOKEN.findall(name.lower().replace(".", ""))
    end = _without_winding_up(words)
    doubtful: LegalFormMatch | None = None
    for position in range(end - 1, -1, -1):
        candidates = by_last_word.get(words[position])
        if candidates is None:
            continue
        for spelling in candidates:
            first = position + 1 - len(spelling.words)
            if first < 0 or (spelling.at_end and position != end - 1):
                continue
            if len(spelling.words) > 1 and tuple(words[first : position + 1]) != spelling.words:
                continue
            if not spelling.doubtful:
                return _match(code_list, spelling, name, words, first, position + 1)
            doubtful = doubtful or _match(code_list, spelling, name, words, first, position + 1)
    return doubtful or _grown_together(code_list, name, words)


def _without_winding_up(words: list[str]) -> int:
    """Number of words up to what says that the firm is being wound up."""
    end = len(words)
    if end and words[-1] in _WINDING_UP_ENDS:
        for phrase in _WINDING_UP:
            if end > len(phrase) and tuple(words[-len(phrase) :]) == phrase:
                return end - len(phrase)
    return end


def _match(code_list: str, spelling: _Spelling, name: str, words: list[str], first: int, last: int) -> LegalFormMatch:
    code = spelling.code
    if code_list == "DE-SUFFIX" and code in {"kg", "ohg", "kgaa"}:
        joined = spelling.words[0].startswith("co")
        if joined or (first and words[first - 1] in _COMPANY):
            first -= 0 if joined else 1
            if first and words[first - 1] in _AND:
                first -= 1
            if first and words[first - 1] in _LIMITED_PARTNERS:
                code = "gmbh-co-kg" if code == "kg" else code
                first = _partner_start(words, first)
    return LegalFormMatch(code_list, code, FORMS[code_list, code].natural_person, name, first, last)


def _partner_start(words: list[str], last: int) -> int:
    """Where the form of the general partner begins that ends before word `last`."""
    for spelling in _SPELLINGS["DE-SUFFIX"][words[last - 1]]:
        first = last - len(spelling.words)
        if first >= 0 and tuple(words[first:last]) == spelling.words:
            return first
    return last - 1


# Last part of a longer word → code of the form.
_ENDINGS = {
    "DE-SUFFIX": {
        "gmbh": "gmbh",
        "aktiengesellschaft": "ag",
        "kommanditgesellschaft": "kg",
        "genossenschaft": "eg",
        "stiftung": "stiftung",
        "sparkasse": "sparkasse",
        "verein": "ev",
        "partnerschaft": "partg",
    },
    "CSU-56": {"družstvo": "205"},
    "YTJ-YRMU": {"osuuskunta": "14", "säätiö": "18", "osuuspankki": "15", "yhdistys": "6"},
    "ECH-0097": {"genossenschaft": "0108", "stiftung": "0110", "verein": "0109", "verband": "0109"},
    "AT-FB": {"privatstiftung": "PST", "genossenschaft": "GEN", "sparkasse": "SPA"},
}


def _grown_together(code_list: str, name: str, words: list[str]) -> LegalFormMatch | None:
    """A form that is part of a longer word, as in 'Agrargenossenschaft'; the word stays in the core."""
    for ending, code in _ENDINGS.get(code_list, {}).items():
        for word in words:
            if word.endswith(ending):
                return LegalFormMatch(code_list, code, FORMS[code_list, code].natural_person, name, 0, 1 << 30)
    return None


def group(code_list: str, code: str) -> str:
    """limited, stock, partnership, cooperative, association, foundation, public, branch, sole_trader or other."""
    form = FORMS.get((code_list, code))
    return form.group if form else "other"


def is_natural_person(code_list: str, code: str) -> bool:
    """True where an entry of this form is about a person, so that its data are personal data."""
    form = FORMS.get((code_list, code))
    return form is not None and form.natural_person
