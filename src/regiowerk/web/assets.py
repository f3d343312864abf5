"""Set-up of the front end: fetched parts into `static/vendor/`, one stylesheet, the emblem, compiled catalogues.

    python -m regiowerk.web.assets

Runs again without harm; every output is derived and not committed.
"""

import importlib.util
import re
import shutil
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from regiowerk.web.colours import Tokens
from regiowerk.web.fonts import make_fonts
from regiowerk.web.picture import favicon, share_picture

WEB_DIR = Path(__file__).resolve().parent
VENDOR_DIR = WEB_DIR / "static" / "vendor"
CSS_DIR = WEB_DIR / "static" / "css"
LOCALE_DIR = WEB_DIR / "locale"
PROJECT_DIR = WEB_DIR.parents[2]

ICONS = (
    "arrow-left",
    "arrow-right",
    "braces",
    "chevron-down",
    "copy",
    "external-link",
    "flag",
    "globe",
    "list",
    "mail",
    "map",
    "map-pin",
    "maximize",
    "menu",
    "minus",
    "move",
    "plus",
    "printer",
    "search",
    "share-2",
    "shield-check",
    "sliders-horizontal",
    "undo-2",
    "x",
)
MAP_FILES = ("maplibre-gl.mjs", "maplibre-gl-worker.mjs")
# In this order in the one stylesheet; then every file of components/, by name, and the style of print.
STYLES = ("tokens.css", "fonts.css", "base.css", "layout.css")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


class AssetError(Exception):
    """A fetched part is not there."""


def main() -> None:
    try:
        build(PROJECT_DIR / "node_modules")
    except AssetError as error:
        sys.exit(f"regiowerk assets: {error}")


def build(node_modules: Path) -> None:
    """Make everything. Raises AssetError naming the file that is missing."""
    VENDOR_DIR.mkdir(parents=True, exist_ok=True)
    _copy(node_modules / "htmx.org/dist/htmx.min.js", VENDOR_DIR / "htmx.min.js")
    for name in MAP_FILES:
        _copy(node_modules / "maplibre-gl/dist" / name, VENDOR_DIR / "maplibre" / name)
    _make_fonts(node_modules / "@fontsource-variable")
    _write(VENDOR_DIR / "icons.svg", icon_sprite(node_modules / "lucide-static/icons"))
    _write(VENDOR_DIR / "regiowerk.css", stylesheet())
    _write(VENDOR_DIR / "favicon.svg", favicon(Tokens.of_file()))
    (VENDOR_DIR / "share.png").write_bytes(share_picture(Tokens.of_file()))
    _build_outlines(node_modules / "world-atlas")
    compile_catalogues()


def icon_sprite(folder: Path) -> str:
    """One SVG with a symbol for each icon of `ICONS`."""
    symbols = []
    for name in ICONS:
        drawing = _DRAWING.search(_text(folder / f"{name}.svg"))
        if drawing is None:
            raise AssetError(f"{folder / name}.svg is not an icon as expected.")
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{" ".join(drawing[1].split())}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def stylesheet() -> str:
    files = [CSS_DIR / name for name in STYLES] + sorted((CSS_DIR / "components").glob("*.css"))
    files.append(CSS_DIR / "print.css")
    return _without_comments("\n".join(file.read_text(encoding="utf-8") for file in files))


def _without_comments(css: str) -> str:
    """As it is sent: no comments, no indentation, one line for each rule."""
    css = _COMMENT.sub("", css)
    lines = (line.strip() for line in css.splitlines())
    return "".join(f"{line}\n" if line.endswith("}") else f"{line} " for line in lines if line)


def compile_catalogues(folder: Path = LOCALE_DIR) -> None:
    for source in folder.glob("*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        with source.open("rb") as po:
            catalogue = read_po(po, locale=source.parts[-3])
        with target.open("wb") as mo:
            write_mo(mo, catalogue)


def _make_fonts(packages: Path) -> None:
    try:
        make_fonts(packages, VENDOR_DIR / "fonts")
    except FileNotFoundError as error:
        raise AssetError(f"{error.filename} is not there. Run: make setup (or npm ci)") from error


def _build_outlines(atlas: Path) -> None:
    # The rooms are set up one by one: without `places` there is no map to draw.
    if importlib.util.find_spec("regiowerk.places.outlines") is None:
        return
    from regiowerk.places.outlines import build_country_outlines

    build_country_outlines(atlas)


def _copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise AssetError(f"{source} is not there. Run: make setup (or npm ci)")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _text(file: Path) -> str:
    if not file.is_file():
        raise AssetError(f"{file} is not there. Run: make setup (or npm ci)")
    return file.read_text(encoding="utf-8")


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
