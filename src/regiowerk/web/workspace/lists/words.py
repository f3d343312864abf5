"""The words for columns and decisions."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regiowerk.common.multilingual import pick
from regiowerk.multipliers.columns import Field
from regiowerk.multipliers.messages import TEXTS
from regiowerk.places.queries import region_labels
from regiowerk.web.languages import current_language

Text = str | Promise

FIELDS: Mapping[Field, Text] = {
    "name": _("Name"),
    "street": _("Street"),
    "postal_code": _("Postal code"),
    "town": _("Town"),
    "country": _("Country"),
    "identifier": _("Register or tax number"),
    "website": _("Website"),
}
DECISIONS: Mapping[str, Text] = {
    "sure": pgettext_lazy("match", "sure"),
    "check": pgettext_lazy("match", "to check"),
    "none": pgettext_lazy("match", "not found"),
}
# Class of the chip that shows a decision.
TONES: Mapping[str, str] = {"sure": "good", "check": "warn", "none": "off"}
COUNTRIES = ("DE", "CZ", "PL", "FI", "CH", "AT")


def decision(code: str) -> Text:
    return DECISIONS.get(code, code)


def unusable(code: str, data: Mapping[str, object]) -> str:
    """Why a file cannot be read."""
    return gettext(TEXTS[code]).format(**data)


def countries() -> list[tuple[str, str]]:
    """Codes and names of the countries whose members are often listed, in the order of the names."""
    labels = region_labels(COUNTRIES)
    names = [(code, pick(labels.get(code, {}), current_language()).text or code) for code in COUNTRIES]
    return sorted(names, key=lambda item: item[1])
