"""Structured data after schema.org, as plain values for JSON."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from regiowerk.common.multilingual import Labels, pick
from regiowerk.directory.page import Fact, OrganisationPage, OwnWords
from regiowerk.web.directory.profile import Profile
from regiowerk.web.directory.results import organisation_url
from regiowerk.web.languages import absolute, current_language

if TYPE_CHECKING:
    from regiowerk.web.places.town import TownPage
    from regiowerk.web.sectors.sector import SectorPage

CONTEXT = "https://schema.org"
SITE_NAME = "regiowerk"
# Identifiers that have a property of their own.
PROPERTIES = {"LEI": "leiCode", "VAT": "vatID", "CZ-DIC": "vatID"}
KINDS = {"education": "EducationalOrganization", "research": "ResearchOrganization", "public": "GovernmentOrganization"}
_POSTAL_CODE = re.compile(r"\b(\d{5}|\d{3} \d{2}|\d{2}-\d{3})\b")

Data = dict[str, Any]


def website(request: HttpRequest) -> Data:
    """The site and its search."""
    search = absolute(request, reverse("directory:search"))
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": f"{SITE_NAME} {settings.INSTANCE_NAME}",
        "url": absolute(request, reverse("home:home")),
        "inLanguage": current_language(),
        "publisher": {"@type": "Organization", "name": settings.OPERATOR_NAME},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(request: HttpRequest, page: OrganisationPage, profile: Profile) -> Data:
    """The way to an organisation, as the page shows it."""
    search = absolute(request, reverse("directory:search"))
    steps = [
        (gettext("Directory"), search),
        (_text(profile.region), search + profile.region_search),
        (_text(profile.sector), absolute(request, profile.sector_page)),
        (page.name, organisation_address(request, page)),
    ]
    return _list("BreadcrumbList", steps)


def sector_breadcrumbs(request: HttpRequest, page: "SectorPage") -> Data:
    """The way to a sector, as the page shows it."""
    above = [(gettext("Sectors"), reverse("sectors:index")), *((_text(step.labels), step.url) for step in page.path)]
    own = (_text(page.labels), request.path)
    return _list("BreadcrumbList", [(name, absolute(request, url)) for name, url in (*above, own)])


def town_breadcrumbs(request: HttpRequest, page: "TownPage") -> Data:
    """The way to a town, as the page shows it."""
    above = [(gettext("Places"), reverse("places:index")), *((_text(step.labels), step.url) for step in page.path)]
    own = (page.name.own, request.path)
    return _list("BreadcrumbList", [(name, absolute(request, url)) for name, url in (*above, own)])


def pages_of_list(request: HttpRequest, steps: Iterable[tuple[Labels, str]]) -> Data:
    """The pages that an overview lists."""
    return _list("ItemList", [(_text(labels), absolute(request, url)) for labels, url in steps])


def town(request: HttpRequest, page: "TownPage") -> Data:
    """A town and where it lies."""
    data: Data = {
        "@context": CONTEXT,
        "@type": "City",
        "name": page.name.own,
        "alternateName": page.name.other,
        "url": absolute(request, request.path),
        "geo": _geo(page.town.latitude, page.town.longitude),
        "containedInPlace": {"@type": "AdministrativeArea", "name": _text(page.path[-1].labels)},
    }
    return {name: value for name, value in data.items() if value}


def _list(kind: str, steps: Iterable[tuple[str, str]]) -> Data:
    named = [(name, url) for name, url in steps if name]
    return {
        "@context": CONTEXT,
        "@type": kind,
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(named, 1)
        ],
    }


def organisation(request: HttpRequest, page: OrganisationPage, region: Labels) -> Data:
    """An organisation with what its registers say; properties that are not known are left out."""
    address = organisation_address(request, page)
    data: Data = {
        "@context": CONTEXT,
        "@type": KINDS.get(page.kind, "Organization"),
        "@id": f"{address}#organisation",
        "name": page.name,
        "legalName": page.name,
        "url": address,
        "alternateName": [name.text for name in (*page.other_names, *page.former_names)],
        "foundingDate": _value(page, "founded"),
        "dissolutionDate": _value(page, "dissolved"),
        "identifier": [_identifier(fact) for fact in page.facts if fact.name == "identifier"],
        "address": _address(page, _text(region)),
        "location": _location(page),
        **_own_words(page.own_words),
        **{
            PROPERTIES[fact.code]: fact.text
            for fact in page.facts
            if fact.name == "identifier" and fact.code in PROPERTIES
        },
    }
    return {name: value for name, value in data.items() if value}


def organisation_address(request: HttpRequest, page: OrganisationPage) -> str:
    """The absolute address of the page in the present language."""
    return absolute(request, organisation_url(page.slug, page.public_id))


def mail_link(request: HttpRequest, page: OrganisationPage) -> str:
    """A letter to write, with the organisation's name and address in it."""
    body = f"{page.name}\n{organisation_address(request, page)}"
    return f"mailto:?{urlencode({'subject': page.name, 'body': body}, quote_via=quote)}"


def data_url(page: OrganisationPage, form: str) -> str:
    """Where the organisation is as `json` or `jsonld`."""
    parts = {"public_id": page.public_id, "form": form} | ({"slug": page.slug} if page.slug else {})
    return reverse("directory:organisation-data", kwargs=parts)


def _identifier(fact: Fact) -> Data:
    return {"@type": "PropertyValue", "propertyID": fact.code, "value": fact.text}


def _address(page: OrganisationPage, region: str) -> Data:
    """Registers give the address as one line; street and postal code are told apart only where that is sure."""
    line = next((fact.text for fact in page.facts if fact.name == "address"), "").strip(" .")
    street, comma, rest = line.rpartition(", ")
    data = {
        "streetAddress": street if comma and page.town and page.town in rest else "",
        "postalCode": match[0] if (match := _POSTAL_CODE.search(rest)) else "",
        "addressLocality": page.town,
        "addressRegion": region,
        "addressCountry": page.country,
    }
    return {"@type": "PostalAddress", **{name: value for name, value in data.items() if value}}


def _location(page: OrganisationPage) -> Data | None:
    geo = _geo(page.latitude, page.longitude)
    return {"@type": "Place", "name": page.town, "geo": geo} if geo else None


def _geo(latitude: float | None, longitude: float | None) -> Data | None:
    if latitude is None or longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": round(latitude, 5), "longitude": round(longitude, 5)}


def _own_words(own: OwnWords | None) -> Data:
    """What the organisation says of itself."""
    if own is None:
        return {}
    return {
        "description": own.description,
        "sameAs": own.website,
        "makesOffer": [
            {"@type": "Offer", "itemOffered": {"@type": "Product", "name": product.title, "description": product.text}}
            for product in own.products
        ],
    }


def _value(page: OrganisationPage, name: str) -> str:
    return next((fact.text for fact in page.facts if fact.name == name), "")


def _text(labels: Labels) -> str:
    return pick(labels, current_language()).text
