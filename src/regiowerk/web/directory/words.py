"""The words for facts and identifiers."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

TITLES: Mapping[str, Text] = {
    "legal_form": _("Legal form"),
    "status": _("Status"),
    "kind": _("Kind of organisation"),
    "address": _("Registered address"),
    "identifier": _("Register number"),
    "founded": _("Founded"),
    "dissolved": _("Dissolved"),
    "size": _("Employees"),
    "changed_at_source": _("Last change in the register"),
}
IDENTIFIERS: Mapping[str, Text] = {
    "CZ-ICO": _("Company number (IČO)"),
    "CZ-DIC": _("VAT number (DIČ)"),
    "DE-HR": _("Commercial register number"),
    "EUID": _("European identifier (EUID)"),
    "LEI": _("Legal entity identifier (LEI)"),
    "VAT": _("VAT number"),
    "FI-YTUNNUS": _("Business ID (Y-tunnus)"),
    "CH-UID": _("Company identification number (UID)"),
    "CH-CHID": _("Commercial register identifier (CH-ID)"),
    "PL-KRS": _("National court register (KRS)"),
    "PL-NIP": _("Tax number (NIP)"),
    "PL-REGON": _("Statistical number (REGON)"),
}
RELATIONS: Mapping[str, Text] = {
    "branch_of": _("Head office"),
    "took_over": _("Has taken over"),
    "merged_into": _("Merged into"),
    "moved_from": _("Formerly registered as"),
    "moved_to": _("Now registered as"),
    "succeeded_by": _("Successor"),
}
EVENTS: Mapping[str, Text] = {
    "founded": TITLES["founded"],
    "dissolved": TITLES["dissolved"],
    "first_seen": _("Taken into this directory"),
    "missing": _("Not in the register’s newest data"),
    "gone": _("No longer in the register"),
    "former_name": _("Former name"),
    "name": _("Name changed"),
    "seat": _("Seat moved"),
    "address": _("Address changed"),
    "legal_form": _("Legal form changed"),
    "status": _("Status changed"),
    "main_activity": _("Main activity changed"),
    "activities": _("Activities changed"),
    "size": _("Number of employees changed"),
    "identifiers": _("Register numbers changed"),
}
_BEFORE_AND_AFTER = (_("before"), _("now"))
_DROPPED_AND_ADDED = (_("dropped"), _("added"))
ADDRESSES: Mapping[str, Text] = {"visiting": _("Visiting address"), "postal": _("Postal address")}
SORTS: Mapping[str, Text] = {
    "relevance": _("Relevance"),
    "name": _("Name"),
    "distance": _("Distance"),
    "newest": _("Newest"),
}
OF_THE_ENTRY = frozenset({"changed_at_source"})  # said of the register's entry, not of the organisation
DATES = frozenset({"founded", "dissolved", "changed_at_source"})


def identifier(scheme: str) -> Text:
    """The name of an identifier; a scheme that has none stands for itself."""
    return IDENTIFIERS.get(scheme, scheme or TITLES["identifier"])


def title(fact: str, code: str) -> Text:
    """The heading of a fact; `code` tells identifiers and addresses apart."""
    if fact == "identifier":
        return identifier(code)
    if fact == "relation":
        return RELATIONS[code]
    if fact == "address" and code in ADDRESSES:
        return ADDRESSES[code]
    return TITLES.get(fact, fact.replace("_", " ").capitalize())


def sort_name(sort: str) -> Text:
    return SORTS[sort]


def event(name: str) -> Text:
    """The heading of an event in an organisation's history."""
    return EVENTS.get(name, name.replace("_", " ").capitalize())


def before_and_after(name: str) -> tuple[Text, Text]:
    """What the former and the present values of an event are called."""
    return _DROPPED_AND_ADDED if name in ("activities", "identifiers") else _BEFORE_AND_AFTER
