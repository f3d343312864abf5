"""What an operator may change of the look, for the settings: read strictly, so that a slip is told at the start."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured

MOST_CHROMA = 0.12  # of the brand; more of it would cost contrast in some hues (tests/web/test_contrast.py)
LARGEST_RADIUS = 24  # pixels
LOGO_BYTES = 200_000
LOGO_TYPES = {".svg": b"<svg", ".png": b"\x89PNG\r\n\x1a\n"}
FONT_BYTES = 500_000
FONT_SIGNATURE = b"wOF2"
SIDES = 2

_FAMILY = re.compile(r"[\w][\w \-]{0,60}")
_WEIGHT = re.compile(r"[1-9]00")
_LINK = re.compile(r"(?:(?P<language>[a-z]{2}(?:-[a-z]+)?):)?(?P<label>[^=]+)=(?P<url>(?:https?://|mailto:|/)\S+)")


class FontFile(NamedTuple):
    file: Path
    weight: str  # '400', or '100 900' for a variable font


class Font(NamedTuple):
    family: str
    files: tuple[FontFile, ...]


class FooterLink(NamedTuple):
    language: str  # '' for every language
    label: str
    url: str


def logo(variable: str, text: str) -> Path | None:
    """The file of the logo. Raises ImproperlyConfigured."""
    if not text:
        return None
    file = _file(variable, text, LOGO_BYTES)
    sign = LOGO_TYPES.get(file.suffix.lower())
    if sign is None or sign not in file.read_bytes():
        raise ImproperlyConfigured(f"{variable}={text!r}: give an SVG or PNG file, named .svg or .png.")
    return file


def font(variable: str, text: str) -> Font | None:
    """`Fira Sans=/srv/fira.woff2` or, one file for each weight, `Fira Sans=/srv/a.woff2:400,/srv/b.woff2:700`.

    Raises ImproperlyConfigured.
    """
    if not text:
        return None
    family, _, files = (part.strip() for part in text.partition("="))
    if not _FAMILY.fullmatch(family) or not files:
        raise ImproperlyConfigured(f"{variable}={text!r}: write FAMILY=FILE.woff2, e.g. Fira Sans=/srv/fira.woff2.")
    return Font(family, tuple(_font_file(variable, part.strip()) for part in files.split(",")))


def side_names(variable: str, text: str, languages: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """`de=Sachsen|Nordböhmen; cs=Sasko|Severní Čechy`: language → names of side A and side B.

    Raises ImproperlyConfigured.
    """
    names: dict[str, tuple[str, str]] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        language, _, pair = part.partition("=")
        both = tuple(name.strip() for name in pair.split("|"))
        if len(both) != SIDES or not all(both):
            raise ImproperlyConfigured(
                f"{variable}: {part!r}: write LANGUAGE=SIDE A|SIDE B, languages separated by semicolons."
            )
        names[_offered(variable, language.strip(), languages)] = (both[0], both[1])
    return names


def footer_links(variable: str, text: str, languages: Collection[str]) -> tuple[FooterLink, ...]:
    """`de:Leichte Sprache=https://…; Newsletter=https://…`: links for one language or for all.

    Raises ImproperlyConfigured.
    """
    links = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        found = _LINK.fullmatch(part)
        if found is None:
            raise ImproperlyConfigured(
                f"{variable}: {part!r}: write TEXT=ADDRESS or LANGUAGE:TEXT=ADDRESS, links separated by semicolons; "
                "an address begins with https://, mailto: or /."
            )
        language = _offered(variable, found["language"], languages) if found["language"] else ""
        links.append(FooterLink(language, found["label"].strip(), found["url"]))
    return tuple(links)


def _offered(variable: str, language: str, languages: Collection[str]) -> str:
    if language not in languages:
        raise ImproperlyConfigured(f"{variable}: {language!r} is not among the languages of REGIOWERK_LANGUAGES.")
    return language


def _font_file(variable: str, text: str) -> FontFile:
    path, _, weight = text.rpartition(":")
    if not path:
        path, weight = text, ""
    if weight and not _WEIGHT.fullmatch(weight):
        raise ImproperlyConfigured(f"{variable}: {text!r}: write the weight as 100, 200, … 900.")
    file = _file(variable, path, FONT_BYTES)
    if not file.read_bytes().startswith(FONT_SIGNATURE):
        raise ImproperlyConfigured(f"{variable}: {path!r}: give a WOFF2 file.")
    return FontFile(file, weight or "100 900")


def _file(variable: str, text: str, most: int) -> Path:
    file = Path(text).expanduser().resolve()
    if not file.is_file():
        raise ImproperlyConfigured(f"{variable}: {text!r}: there is no such file.")
    if file.stat().st_size > most:
        raise ImproperlyConfigured(f"{variable}: {text!r}: the file may have {most // 1000} KB at most.")
    return file
