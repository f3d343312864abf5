"""The languages of the instance, for the settings."""

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SOURCE_LANGUAGE = "en"
# Marked for the catalogues, since Django's own Czech names are adverbs.
NAMES = {"de": _("German"), "cs": _("Czech"), "pl": _("Polish"), "fi": _("Finnish"), "en": _("English")}


def offered(codes: list[str]) -> list[tuple[str, str | Promise]]:
    """Django's `LANGUAGES`. Raises ImproperlyConfigured for an unknown code or none at all."""
    if unknown := [code for code in codes if code not in LANG_INFO]:
        raise ImproperlyConfigured(f"REGIOWERK_LANGUAGES: {', '.join(unknown)}: write codes such as de or pt-br.")
    if not codes:
        raise ImproperlyConfigured("REGIOWERK_LANGUAGES: write at least one language.")
    return [(code, NAMES[code] if code in NAMES else LANG_INFO[code]["name"]) for code in codes]


def of_missing_texts(languages: list[tuple[str, str | Promise]]) -> str:
    """Django's `LANGUAGE_CODE`: texts that a catalogue lacks are shown in the language of the source.

    Django accepts 'en-us', and no other, where English is not among the languages.
    """
    return SOURCE_LANGUAGE if SOURCE_LANGUAGE in dict(languages) else "en-us"
