"""Styles and scripts as production stores them."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.templatetags.static import static
from pytest_django.fixtures import Settings

from regiowerk.web.assets import VENDOR_DIR


@pytest.mark.skipif(not (VENDOR_DIR / "regiowerk.css").is_file(), reason="the front end is not set up (make setup)")
def test_all_files_are_stored_under_names_with_a_hash(settings: Settings, tmp_path: Path) -> None:
    storage = {"BACKEND": "regiowerk.web.static_files.HashedStaticFiles"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    sheet = tmp_path / static("vendor/regiowerk.css").removeprefix(settings.STATIC_URL)
    assert sheet.name != "regiowerk.css"
    assert sheet.with_name(f"{sheet.name}.br").stat().st_size < sheet.stat().st_size / 3
    assert staticfiles_storage.url("vendor/htmx.min.js") != "/static/vendor/htmx.min.js"
