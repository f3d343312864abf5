"""The operator's own look: hues, radii, fonts and logo of the settings, served as a small stylesheet and its files.

Everything else of the design derives from the tokens that are set here. The files lie below an address that holds a
digest of all of them, so that browsers keep them until something changes.
"""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from regiowerk.web.colours import Tokens
from regiowerk.web.picture import favicon, share_picture

STYLESHEET, FAVICON, PICTURE = "theme.css", "favicon.svg", "share.png"
TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2"}
FALLBACK = "system-ui, sans-serif"
FOR_EVER = "public, max-age=31536000, immutable"


class FontFile(Protocol):
    @property
    def file(self) -> Path: ...
    @property
    def weight(self) -> str: ...


class Font(Protocol):
    @property
    def family(self) -> str: ...
    @property
    def files(self) -> tuple[FontFile, ...]: ...


class Theme(NamedTuple):
    """What the settings change; addresses of the files, '' where there is none."""

    digest: str
    tokens: tuple[tuple[str, str], ...]
    files: Mapping[str, bytes]

    @property
    def operator(self) -> str:
        return str(settings.OPERATOR_NAME)

    @property
    def instance_name(self) -> str:
        return str(settings.INSTANCE_NAME)

    @property
    def stylesheet(self) -> str:
        return self._address(STYLESHEET) if STYLESHEET in self.files else ""

    @property
    def logo(self) -> str:
        name = next((name for name in self.files if name.startswith("logo.")), "")
        return self._address(name) if name else ""

    @property
    def favicon(self) -> str:
        return self._address(FAVICON) if self.tokens else static(f"vendor/{FAVICON}")

    @property
    def picture(self) -> str:
        return self._address(PICTURE) if self.tokens else static(f"vendor/{PICTURE}")

    def content(self, name: str) -> bytes | None:
        if name == PICTURE and self.tokens:
            return _picture(self.tokens)
        return self.files.get(name)

    def _address(self, name: str) -> str:
        return reverse("theme", kwargs={"digest": self.digest, "name": name})


def theme() -> Theme:
    """The theme of the present settings."""
    fonts = (("display", settings.FONT_DISPLAY), ("text", settings.FONT_TEXT))
    return _theme(tuple(_tokens()), settings.RADII, settings.LOGO, fonts)


@require_safe
def file(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    """A file of the theme. An address of a former theme leads to the present one."""
    present = theme()
    content = present.content(name)
    if content is None:
        raise Http404(name)
    if digest != present.digest:
        return redirect("theme", digest=present.digest, name=name)
    return HttpResponse(content, content_type=TYPES[Path(name).suffix], headers={"Cache-Control": FOR_EVER})


def _tokens() -> Iterator[tuple[str, str]]:
    """The hues that are set, by the name of their custom property."""
    names = ("brand-h", "brand-c", "a-h", "b-h")
    values = (settings.BRAND_HUE, settings.BRAND_CHROMA, *(settings.SIDE_HUES or (None, None)))
    for name, value in zip(names, values, strict=True):
        if value is not None:
            yield name, f"{value:g}"


@cache
def _theme(
    tokens: tuple[tuple[str, str], ...],
    radii: tuple[float, ...],
    logo: Path | None,
    fonts: tuple[tuple[str, Font | None], ...],
) -> Theme:
    files = {f"logo{logo.suffix.lower()}": logo.read_bytes()} if logo else {}
    properties = [*tokens, *((f"r{number}", f"{radius:g}px") for number, radius in enumerate(radii, 1))]
    faces = []
    for role, font in fonts:
        if font is None:
            continue
        properties.append((f"font-{role}", f'"{font.family}", {FALLBACK}'))
        for number, (source, weight) in enumerate((part.file, part.weight) for part in font.files):
            name = f"{role}-{number}.woff2"
            files[name] = source.read_bytes()
            faces.append(_face(font.family, name, weight))
    if tokens:
        files[FAVICON] = favicon(Tokens.of_file(**dict(tokens))).encode()
    if properties:
        files[STYLESHEET] = _stylesheet(properties, faces).encode()
    digest = hashlib.sha256(b"\0".join(name.encode() + content for name, content in files.items())).hexdigest()[:16]
    return Theme(digest, tokens, files)


@cache
def _picture(tokens: tuple[tuple[str, str], ...]) -> bytes:
    return share_picture(Tokens.of_file(**dict(tokens)))


def _stylesheet(properties: list[tuple[str, str]], faces: list[str]) -> str:
    lines = "".join(f"    --{name}: {value};\n" for name, value in properties)
    return "".join(faces) + f"@layer theme {{\n  :root {{\n{lines}  }}\n}}\n"


def _face(family: str, name: str, weight: str) -> str:
    return (
        f'@font-face {{\n  font-family: "{family}";\n  src: url("{name}") format("woff2");\n'
        f"  font-weight: {weight};\n  font-display: swap;\n}}\n"
    )
