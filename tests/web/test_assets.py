"""The set-up of the front end."""

import re
from pathlib import Path

import pytest

from regiowerk.web import assets


def test_it_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "VENDOR_DIR", tmp_path / "vendor")
    with pytest.raises(assets.AssetError, match=r"htmx\.min\.js is not there.*make setup"):
        assets.build(tmp_path / "node_modules")


def test_the_sprite_has_the_icons_asked_for(tmp_path: Path) -> None:
    for name in assets.ICONS:
        (tmp_path / f"{name}.svg").write_text(f'<svg width="24">\n  <path d="M1 1" id="{name}-drawing" />\n</svg>')
    sprite = assets.icon_sprite(tmp_path)
    assert sprite.count("<symbol ") == len(assets.ICONS)
    assert '<symbol id="search" viewBox="0 0 24 24"><path d="M1 1" id="search-drawing" /></symbol>' in sprite


def test_the_stylesheet_begins_with_the_order_of_layers() -> None:
    text = assets.stylesheet()
    assert text.index("@layer reset, tokens, base") < text.index(":root")
    assert "http" not in text


def test_the_sprite_has_every_icon_of_the_templates_and_no_other() -> None:
    # In templates and in the Python that writes mark-up.
    used = {
        name
        for pattern in ("templates/**/*.html", "templatetags/*.py")
        for file in assets.WEB_DIR.glob(pattern)
        for name in re.findall(r'(?:{% icon |\bicon\()"([\w-]+)"', file.read_text(encoding="utf-8"))
    }
    assert used == set(assets.ICONS)
