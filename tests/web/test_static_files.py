"""Styles and scripts as production stores them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.templatetags.static import static
from django.test import override_settings

from regiowerk.web.assets import VENDOR_DIR

pytestmark = pytest.mark.skipif(
    not (VENDOR_DIR / "regiowerk.css").is_file(), reason="the front end is not set up (make setup)"
)
IMPORTED = re.compile(r"""(?:from |import\()["']([./][^"']+)["']""")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """All files as production stores them, which takes some seconds."""
    folder = tmp_path_factory.mktemp("static")
    storage = {"BACKEND": "regiowerk.web.static_files.HashedStaticFiles"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": storage}, STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder


def stored(folder: Path, name: str) -> Path:
    return folder / static(name).removeprefix("/static/")


def test_all_files_are_stored_under_names_with_a_hash(collected: Path) -> None:
    sheet = stored(collected, "vendor/regiowerk.css")
    assert sheet.name != "regiowerk.css"
    assert sheet.with_name(f"{sheet.name}.br").stat().st_size < sheet.stat().st_size / 3
    assert staticfiles_storage.url("vendor/htmx.min.js") != "/static/vendor/htmx.min.js"


def test_modules_import_each_other_under_names_with_a_hash(collected: Path) -> None:
    followed: dict[str, Path] = {}
    waiting = [stored(collected, "js/map.js")]
    while waiting:
        script = waiting.pop()
        for address in IMPORTED.findall(script.read_text(encoding="utf-8")):
            module = (script.parent / address).resolve()
            name, digest, _ = module.name.split(".")
            assert len(digest) == 12
            followed[name] = module
            if name != "maplibre-gl":
                waiting.append(module)
    assert set(followed) == {"live", "cells", "style", "maplibre-gl"}
    assert all(module.is_file() for module in followed.values())
    assert stored(collected, "vendor/maplibre/maplibre-gl-worker.mjs").is_file()
