"""Where the page of a sector is."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import override

from regiowerk.codelists.queries import label
from regiowerk.common.multilingual import pick
from regiowerk.common.text import slug
from regiowerk.web.languages import codes, current_language


def sector_slug(code: str, language: str) -> str:
    """The name of the sector in an address; '' where it has none."""
    return slug(pick(label("SECTOR", code), language).text)


def sector_url(code: str) -> str:
    """In the reader's language."""
    name = sector_slug(code, current_language())
    return reverse("sectors:sector", kwargs={"code": code, "name": name} if name else {"code": code})


def sector_urls(code: str) -> Mapping[str, str]:
    """In every language."""
    found = {}
    for language in codes():
        with override(language):
            found[language] = sector_url(code)
    return found
