"""What the examples show: the product's own data classes, filled with invented organisations."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.urls import reverse

from regiowerk.directory.queries import OrganisationCard
from regiowerk.registers import queries as registers
from regiowerk.search.interface import Results
from regiowerk.web.assets import ICONS
from regiowerk.web.colours import Tokens
from regiowerk.web.directory import circlemap
from regiowerk.web.directory.circlemap import Spot
from regiowerk.web.directory.facets import FacetGroup, FacetOption
from regiowerk.web.directory.parameters import RADII_KM, SearchParameters
from regiowerk.web.directory.regions import Counted
from regiowerk.web.directory.results import PlaceChoice, Row, SearchPage
from regiowerk.web.directory.sidemap import draw, draw_one
from regiowerk.web.directory.sources import ShownSource
from regiowerk.web.menu import MenuEntry, menu
from regiowerk.web.operator.forms import MessageForm
from regiowerk.web.sectors.comparing import Cell, ComparedSector, Comparison, Known
from regiowerk.web.styleguide.texts import TEXTS

Context = dict[str, Any]
COUNTRIES = {"de": "DE", "cs": "CZ"}
SIDES = {"de": "a", "cs": "b"}
PLACES = {"de": (50.83, 12.92), "cs": (50.66, 14.04)}
SPACES = ("s1", "s2", "s3", "s4", "s5", "s6", "s7")
MENU_LENGTH = 10
MANY = 1257


def texts(language: str) -> Context:
    """The words of the examples that are mark-up alone."""
    names = {COUNTRIES[code]: {code: TEXTS[code]["region"]} for code in TEXTS}
    return {"text": TEXTS[language], "country": COUNTRIES[language], "side": SIDES[language], "names": names}


def colours(_language: str) -> Context:
    tokens = Tokens.of_file()
    return {"tokens": [name for name, value in tokens.values.items() if "oklch(" in value or "#" in value]}


def steps(_language: str) -> Context:
    values = Tokens.of_file().values
    return {"steps": [(name, values[name], 16 * float(values[name].removesuffix("rem"))) for name in SPACES]}


def icons(_language: str) -> Context:
    return {"icons": ICONS}


def long_menu(language: str) -> Context:
    text = TEXTS[language]
    words = ("search", "heading", "sector", "region", "organisations", "register", "form", "seat", "event", "product")
    entries = [MenuEntry("directory:data", text[word], number) for number, word in enumerate(words[:MENU_LENGTH])]
    shown = menu(entries, "", operator=False, instance_name="Elbe/Labe", languages=["Deutsch", "Čeština"])
    return {"menu": shown}


def _counted(language: str, count: int, *, long: bool = False, side: str = "") -> Counted:
    name = TEXTS[language]["long_sector" if long else "region"]
    return Counted({language: name}, "X", count, reverse("directory:search"), side)


def crumbs(language: str) -> Context:
    return {
        "first_url": reverse("directory:search"),
        "first": TEXTS[language]["organisations"].capitalize(),
        "steps": [_counted(language, 1)],
    }


def long_crumbs(language: str) -> Context:
    return {**crumbs(language), "steps": [_counted(language, 1), _counted(language, 1, long=True)]}


def counted(language: str) -> Context:
    lines = [_counted(language, 24612, side="a"), _counted(language, 812, side="b"), _counted(language, 3, long=True)]
    return {"lines": lines}


def nothing_counted(_language: str) -> Context:
    return {"lines": []}


def _page(language: str, total: int = MANY, **asked: Any) -> Context:
    parameters = SearchParameters(**asked)
    page = SearchPage(parameters, Results(total), [_row(language, 1)], None)
    return {"page": page, "parameters": parameters, "radii": RADII_KM}


def pager(language: str) -> Context:
    return _page(language, q="sensor", page=7)


def short_pager(language: str) -> Context:
    return _page(language, 31, q="sensor")


def search(language: str) -> Context:
    return _page(language, q=TEXTS[language]["sector"], place=TEXTS[language]["town"], radius=50)


def unknown_place(language: str) -> Context:
    asked = _page(language, 0, q="sensor", place="Xyzzy", filters={"region": ("CZ",)})
    return {**asked, "page": replace(asked["page"], place=PlaceChoice(None), rows=[])}


def chips(language: str) -> Context:
    filters = {"region": ("DED", "CZ042"), "sector": ("26",)}
    return _page(language, q=TEXTS[language]["sector"], place=TEXTS[language]["town"], filters=filters)


def facets(language: str) -> Context:
    text = TEXTS[language]

    def option(value: str, name: str, count: int, *, selected: bool = False, **more: Any) -> FacetOption:
        return FacetOption(value, {language: text[name]}, count, selected, **more)

    options = (
        option("X", "country", 214, children=(option("X1", "region", 71, selected=True), option("X2", "town", 0))),
        option("X3", "long_sector", 12),
    )
    rest = (option("X4", "kind", 3), option("X5", "plain", 1))
    groups = [FacetGroup("region", text["region"], options, rest), FacetGroup("kind", text["kind"], rest, ())]
    return {"page": {"facets": groups}, "parameters": SearchParameters(filters={"region": ("X1",)})}


def no_facets(_language: str) -> Context:
    return {"page": {"facets": []}, "parameters": SearchParameters()}


def _row(language: str, number: int) -> Row:
    text, country = TEXTS[language], COUNTRIES[language]
    latitude, longitude = PLACES[language]
    card = OrganisationCard(
        public_id=f"sample{number}", name=text["name"], language=language, slug="", country=country, kind="company",
        status="active", form="limited", legal_form="", town=text["town"], nuts3="", latitude=latitude,
        longitude=longitude, sector="26", founded="2009", former_names=(), identifiers=(),
    )  # fmt: skip
    return Row(
        number=number,
        card=card,
        side=SIDES[language],
        url=reverse("directory:search"),
        name=[(text["name"].split()[0], True), (text["name"].removeprefix(text["name"].split()[0]), False)],
        former_name=[],
        own_words=[(text["sentence"], False)],
        identifiers=[],
        country={language: text["country"]},
        region={language: text["region"]},
        legal_form={},
        status=None,
        sector={language: text["sector"]},
        distance_km=12.4,
    )


def rows(language: str) -> Context:
    dissolved = _row(language, 2)
    dissolved = replace(
        dissolved,
        card=replace(dissolved.card, status="dissolved"),
        status={language: TEXTS[language]["off"]},
        former_name=[(TEXTS[language]["suggestion"], False)],
    )
    return {"page": {"rows": [_row(language, 1), dissolved]}}


def odd_rows(language: str) -> Context:
    text = TEXTS[language]
    long = replace(
        _row(language, 128),
        name=[(text["long_name"], False)],
        sector={language: text["long_sector"]},
        legal_form={language: text["form_value"]},
        identifiers=[(text["identifier"], "HRB 123456 B")],
    )
    bare = replace(
        _row(language, 9), name=[("A", False)], own_words=[], sector={}, region={}, distance_km=None, side=""
    )
    bare = replace(bare, card=replace(bare.card, town="", country="PL"), country={})
    return {"page": {"rows": [long, bare]}}


def organisations(language: str) -> Context:
    usual, long = _row(language, 1), _row(language, 2)
    long = replace(long, card=replace(long.card, name=TEXTS[language]["long_name"]))
    return {"rows": [usual, long]}


def organisations_of_one_side(language: str) -> Context:
    return {**organisations(language), "one_side": True}


def result_map(language: str) -> Context:
    return {"map": draw([_row("de", 1), _row("cs", 2)], None, SearchParameters(q="sensor"))}


def live_map(language: str) -> Context:
    return {**result_map(language), "live": "directory/_live_map.html", "ground": {}}


def one_on_a_map(language: str) -> Context:
    return {"map": draw_one(*PLACES[language], COUNTRIES[language], TEXTS[language]["town"])}


def circle_map(language: str) -> Context:
    spots = [
        Spot(TEXTS[code]["town"], *PLACES[code], 900 - 400 * number, side, reverse("directory:search"))
        for number, (code, side) in enumerate((("de", "a"), ("cs", "b")))
    ]
    return {"map": circlemap.draw(spots, shape=0.7, smallest_km=120)}


def sources(_language: str) -> Context:
    infos = registers.sources()[:2]
    return {"sources": [ShownSource(info, retrieved_on=date(2026, 2, 14)) for info in infos]}


def comparison(language: str) -> Context:
    sides = [({code: TEXTS[code]["country"]}, COUNTRIES[code], side) for code, side in (("de", "a"), ("cs", "b"))]
    known = [Known(labels, code, side, 700, 1000) for labels, code, side in sides]
    url = reverse("directory:search")
    cells = [Cell("a", sides[0][0], 70, 7.0, 90.0, url), Cell("b", sides[1][0], 0, 0.0, 0.0, url)]
    shown = [ComparedSector("26", {language: TEXTS[language][name]}, url, cells) for name in ("sector", "long_sector")]
    return {"comparison": Comparison(known, shown)}


def share(language: str) -> Context:
    address = reverse("directory:search")
    linked = {
        "address": f"https://example.org{address}",
        "mail": "mailto:?subject=X",
        "json": address,
        "jsonld": address,
    }
    return {"page": {"public_id": "sample1"}, "linked": linked}


def form(_language: str) -> Context:
    return {"form": MessageForm()}


def form_with_mistakes(_language: str) -> Context:
    return {"form": MessageForm({"text": "", "reply_to": "nobody"})}


def messages(language: str) -> Context:
    return {"messages": [Message(SUCCESS, TEXTS[language]["saved"])]}


def no_messages(_language: str) -> Context:
    return {"messages": []}
