"""Error pages come in the reader's language, even where nothing else works."""

from django.template.loader import render_to_string
from django.utils.translation import override


def test_the_page_of_an_error_needs_neither_request_nor_database() -> None:
    with override("cs"):
        html = render_to_string("500.html")
    assert "Na naší straně došlo k chybě" in html
    assert '<html lang="cs">' in html


def test_the_page_of_a_bad_request() -> None:
    with override("de"):
        assert "Diese Anfrage konnten wir nicht verarbeiten" in render_to_string("400.html")
