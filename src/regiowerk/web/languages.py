"""The same page in the other languages."""

from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language, get_language_info, override

_VERSIONS = "regiowerk.versions"  # where a request keeps the addresses of its page
# Where Django's own name of a language is an adjective that nobody uses for it.
OWN_NAMES = {"cs": "Čeština"}


class LanguageLink(NamedTuple):
    code: str
    name: str  # in the language itself
    url: str  # path and query string
    absolute_url: str
    current: bool


def current_language() -> str:
    """The reader's language, e.g. 'de'."""
    return get_language() or settings.LANGUAGE_CODE


def codes() -> list[str]:
    """The languages of the instance."""
    return [code for code, _name in settings.LANGUAGES]


def default_language() -> str:
    """For a reader who asks for no other."""
    return codes()[0]


def set_versions(request: HttpRequest, paths: Mapping[str, str]) -> None:
    """Tell where the page is in each language, if more than the fixed words of its address are translated."""
    request.META[_VERSIONS] = dict(paths)


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """One for each language of the instance; where a page does not exist, the link leads to the search."""
    current = current_language()
    versions = request.META.get(_VERSIONS, {})
    links = []
    for code in codes():
        url = versions.get(code) or _translated(request.get_full_path(), code, current)
        name = OWN_NAMES.get(code) or get_language_info(code)["name_local"].capitalize()
        links.append(LanguageLink(code, name, url, absolute(request, url), code == current))
    return links


def absolute(request: HttpRequest, path: str) -> str:
    return settings.BASE_URL.rstrip("/") + path if settings.BASE_URL else request.build_absolute_uri(path)


def _translated(path: str, code: str, current: str) -> str:
    url = translate_url(path, code)
    if code == current or url != path:
        return url
    with override(code):
        return reverse("directory:search")
