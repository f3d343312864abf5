"""Five languages: switch, addresses, dates and numbers; a further language by a catalogue alone."""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils.formats import number_format
from django.utils.translation import ngettext, override

from regiowerk.config import languages
from regiowerk.registers.models import Run
from regiowerk.search.interface import FacetCount
from regiowerk.web.assets import compile_catalogues
from regiowerk.web.directory.facets import facet_groups
from regiowerk.web.directory.parameters import SearchParameters
from regiowerk.web.templatetags.components import iso_date, kilometres
from tests.factories.region import organisation

OWN_NAMES = {"de": "Deutsch", "cs": "Čeština", "pl": "Polski", "fi": "Suomi", "en": "English"}
FOLDERS = {"de": "verzeichnis", "cs": "adresar", "pl": "katalog", "fi": "hakemisto", "en": "directory"}
ABOUT_THE_DATA = {
    "de": "ueber-die-daten",
    "cs": "o-datech",
    "pl": "o-danych",
    "fi": "tietoa-aineistosta",
    "en": "about-the-data",
}
pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def switch_of(html: str) -> list[tuple[str, str, str, bool]]:
    """Code, name, address, whether it is the present one."""
    nav = html.split('id="languages"', 1)[1].split("</nav>", 1)[0]
    links = re.findall(r'<a href="([^"]+)"\s+lang="(\w+)"\s+hreflang="(\w+)"\s*([^>]*)>([^<]+)</a>', nav)
    assert all(lang == hreflang for _, lang, hreflang, _, _ in links)
    return [(lang, name, url, 'aria-current="true"' in rest) for url, lang, _, rest, name in links]


@pytest.mark.parametrize("language", OWN_NAMES)
def test_the_switch_offers_each_language_by_its_own_name(client: Client, language: str) -> None:
    links = switch_of(page(client, f"/{language}/"))
    assert {code: name for code, name, _, _ in links} == OWN_NAMES
    assert [code for code, _, _, current in links if current] == [language]


@pytest.mark.parametrize("language", ABOUT_THE_DATA)
def test_addresses_are_in_the_language_of_the_page(client: Client, language: str) -> None:
    html = page(client, f"/{language}/{ABOUT_THE_DATA[language]}/")
    assert f'<html lang="{language}">' in html
    assert {code: url for code, _, url, _ in switch_of(html)} == {
        code: f"/{code}/{slug}/" for code, slug in ABOUT_THE_DATA.items()
    }


@pytest.mark.parametrize("language", FOLDERS)
def test_an_organisation_has_a_page_in_each_language(client: Client, region: list[Run], language: str) -> None:
    public_id = organisation("Erzgebirge Präzision GmbH").public_id
    path = f"erzgebirge-prazision-gmbh-{public_id}/"
    html = page(client, f"/{language}/{FOLDERS[language]}/{path}")
    for code, folder in FOLDERS.items():
        assert re.search(
            rf'rel="alternate"\s+hreflang="{code}"\s+href="http://testserver/{code}/{folder}/{path}"', html
        ), code
    assert re.search(rf'hreflang="x-default"\s+href="http://testserver/de/{FOLDERS["de"]}/{path}"', html)


@pytest.mark.parametrize(
    ("language", "day", "month", "number", "distance"),
    [
        ("de", "31.05.2009", "Mai 2009", "52.345", "0,8"),
        ("cs", "31.\xa05.\xa02009", "květen 2009", "52\xa0345", "0,8"),
        ("pl", "31.05.2009", "maj 2009", "52\xa0345", "0,8"),
        ("fi", "31.5.2009", "toukokuu 2009", "52\xa0345", "0,8"),
        ("en", "31 May 2009", "May 2009", "52,345", "0.8"),
    ],
)
def test_dates_and_numbers_follow_the_language(language: str, day: str, month: str, number: str, distance: str) -> None:
    with override(language):
        assert iso_date("2009-05-31") == day
        assert iso_date("2009-05").lower() == month.lower()
        assert number_format(52_345) == number
        assert kilometres(0.8) == distance


@pytest.mark.parametrize(("count", "results"), [(1, "1 wynik"), (3, "3 wyniki"), (5, "5 wyników"), (22, "22 wyniki")])
def test_polish_counts_in_three_forms(count: int, results: str) -> None:
    with override("pl"):
        assert ngettext("%(shown)s result", "%(shown)s results", count) % {"shown": count} == results


@pytest.mark.parametrize(
    ("language", "countries"),
    [
        ("de", ["CZ", "DE", "FI", "AT", "PL"]),  # Deutschland, Finnland, Österreich, Polen
        ("cs", ["CZ", "FI", "DE", "PL", "AT"]),  # Finsko, Německo, Polsko, Rakousko
        ("pl", ["CZ", "AT", "FI", "DE", "PL"]),  # Austria, Finlandia, Niemcy, Polska
        ("fi", ["CZ", "AT", "PL", "DE", "FI"]),  # Itävalta, Puola, Saksa, Suomi
    ],
)
def test_facets_of_equal_count_are_in_the_order_of_the_alphabet(
    region: list[Run], language: str, countries: list[str]
) -> None:
    counts = tuple(FacetCount(code, 9 if code == "CZ" else 3) for code in ("AT", "CZ", "DE", "FI", "PL"))
    with override(language):
        (group,) = facet_groups({"region": counts}, SearchParameters())
    assert [option.value for option in group.options] == countries


def test_the_setting_says_which_languages_are_offered() -> None:
    assert [code for code, _ in languages.offered(["cs", "de", "it"])] == ["cs", "de", "it"]
    with pytest.raises(ImproperlyConfigured, match="REGIOWERK_LANGUAGES: xx"):
        languages.offered(["de", "xx"])
    with pytest.raises(ImproperlyConfigured, match="REGIOWERK_LANGUAGES"):
        languages.offered([])


def test_a_site_without_english_leads_nobody_to_it(client: Client, settings: LazySettings) -> None:
    settings.LANGUAGES = languages.offered(["cs", "de"])
    settings.LANGUAGE_CODE = languages.of_missing_texts(settings.LANGUAGES)
    assert client.get("/").headers["Location"] == "/cs/"
    assert client.get("/", headers={"Accept-Language": "en"}).headers["Location"] == "/cs/"
    assert client.get("/", headers={"Accept-Language": "de-AT"}).headers["Location"] == "/de/"
    assert client.get("/en/").status_code == 404
    assert [code for code, *_ in switch_of(page(client, "/cs/"))] == ["cs", "de"]


FRENCH = """
msgid ""
msgstr ""
"Language: fr\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "What are you looking for?"
msgstr "Que recherchez-vous ?"

msgid "%(shown)s result"
msgid_plural "%(shown)s results"
msgstr[0] "%(shown)s résultat"
msgstr[1] "%(shown)s résultats"

msgctxt "address"
msgid "about-the-data/"
msgstr "a-propos-des-donnees/"
"""


@pytest.fixture
def french(tmp_path: Path, settings: LazySettings) -> LazySettings:
    catalogue = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(FRENCH, encoding="utf-8")
    compile_catalogues(tmp_path / "locale")
    settings.LOCALE_PATHS = [tmp_path / "locale", *settings.LOCALE_PATHS]
    settings.LANGUAGES = languages.offered(["de", "cs", "fr", "en"])
    settings.LANGUAGE_CODE = languages.of_missing_texts(settings.LANGUAGES)
    return settings


def test_a_catalogue_and_a_word_in_the_setting_add_a_language(
    client: Client, region: list[Run], french: LazySettings
) -> None:
    html = page(client, "/fr/directory/?q=Musterbau")
    assert '<html lang="fr">' in html
    assert "Que recherchez-vous ?" in html
    assert "28 résultats" in html
    assert ("fr", "Français", "/fr/directory/?q=Musterbau", True) in switch_of(html)
    assert 'href="/fr/a-propos-des-donnees/"' in html


def test_what_the_catalogue_lacks_is_english(client: Client, region: list[Run], french: LazySettings) -> None:
    html = page(client, "/fr/directory/?q=Musterbau")
    assert "Town or postal code" in html
    assert "Ort oder Postleitzahl" not in html
    assert switch_of(page(client, "/fr/account/sign-in/"))  # so is an address
