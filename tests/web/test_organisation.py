"""The page of one organisation: address, facts with their source, the same page in another language."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from regiowerk.accounts.models import Account
from regiowerk.directory.models import Organisation, Profile
from regiowerk.registers.actions import import_files
from regiowerk.registers.models import Run
from regiowerk.web.directory.similar import trade_words
from tests.factories.lei import lei_row, write_lei
from tests.factories.region import CZECH, LONG_NAME, organisation
from tests.factories.registers import cz_row, de_row, ico, write_cz, write_de

pytestmark = pytest.mark.django_db


def address(name: str, language: str = "de") -> str:
    """Where the slug of the name leads after the redirect."""
    folder = {"de": "verzeichnis", "cs": "adresar", "en": "directory"}[language]
    return f"/{language}/{folder}/{organisation(name).public_id}/"


def test_facts_come_with_source_date_and_licence(client: Client, region: list[Run]) -> None:
    html = client.get(address("Severočeská Senzorika s.r.o."), follow=True).content.decode()
    assert '<h1 lang="cs">Severočeská Senzorika s.r.o.</h1>' in html
    for text in ("Identifikationsnummer (IČO)", "01.03.1994", "26.51"):
        assert text in html
    for text in ("abgerufen am", "Stand 15.06.2026", "Quellen dieser Seite"):
        assert text in html
    assert "csu.gov.cz/podminky" in html


def test_former_names_are_told(client: Client, region: list[Run]) -> None:
    html = client.get(address("Erzgebirge Präzision GmbH"), follow=True).content.decode()
    assert "Früherer Name" in html
    assert "Metallwaren Nordlicht GmbH" in html


def test_a_wrong_slug_leads_to_the_right_one(client: Client, region: list[Run]) -> None:
    public_id = organisation("Erzgebirge Präzision GmbH").public_id
    response = client.get(f"/de/verzeichnis/something-else-{public_id}/")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/de/verzeichnis/erzgebirge-prazision-gmbh-{public_id}/"
    assert client.get(response.headers["Location"]).status_code == 200


def test_a_very_long_name_has_a_page(client: Client, region: list[Run]) -> None:
    assert client.get(address(LONG_NAME), follow=True).status_code == 200


def test_the_language_switch_leads_to_the_same_organisation(client: Client, region: list[Run]) -> None:
    public_id = organisation("Erzgebirge Präzision GmbH").public_id
    html = client.get(address("Erzgebirge Präzision GmbH"), follow=True).content.decode()
    czech = f"/cs/adresar/erzgebirge-prazision-gmbh-{public_id}/"
    assert f'href="{czech}"' in html
    page = client.get(czech).content.decode()
    assert '<html lang="cs">' in page
    assert '<h1 lang="de">' in page


def test_an_unknown_id_gets_a_page_that_helps(client: Client, region: list[Run]) -> None:
    response = client.get("/de/verzeichnis/nichts-0123456789/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "Diese Seite gibt es nicht" in html
    assert 'role="search"' in html


def test_about_the_data_names_sources_licences_and_coverage(client: Client, region: list[Run]) -> None:
    html = client.get("/cs/o-datech/").content.decode()
    for text in ("Registr ekonomických subjektů", "Český statistický úřad", "CC BY 4.0", "15 záznamů", "30 záznamů"):
        assert text in html


def test_a_town_stands_with_the_name_that_readers_use_today(client: Client, region: list[Run]) -> None:
    german = client.get(address("Severočeská Senzorika s.r.o."), follow=True).content.decode()
    assert '<span lang="cs">Ústí nad Labem</span> (Aussig)' in german
    czech = client.get(address("Severočeská Senzorika s.r.o.", "cs"), follow=True).content.decode()
    assert "Ústí nad Labem" in czech
    assert "Aussig" not in czech


def test_the_history_tells_what_changed_with_language_source_and_date(
    client: Client, region: list[Run], tmp_path: Path
) -> None:
    rows = [cz_row(2_000_000 + number, f"Ukázka {number} s.r.o.") for number in range(CZECH - 1)]
    rows[3]["FIRMA"] = "Přejmenovaná s.r.o."
    rows = [{**row, "DATPLAT": "2026-07-15"} for row in rows]
    import_files(source="cz_res", paths=[write_cz(tmp_path / "next.csv", rows)], by="tests", accept_shrink=True)
    html = client.get(address("Přejmenovaná s.r.o."), follow=True).content.decode()
    history = html[html.index('id="history-title"') :]
    assert history.index("15.07.2026") < history.index("Name geändert") < history.index("Gegründet")
    assert '<span lang="cs">Ukázka 3 s.r.o.</span>' in history
    assert "Stand 15.07.2026" in history


def test_a_long_history_is_folded(client: Client, region: list[Run], tmp_path: Path) -> None:
    for number in range(8):
        day = f"2019-01-{number + 10}"
        rows = [de_row(1000 + other, f"Musterbau {other} GmbH") for other in range(1, 28)]
        rows.append({**de_row(1000, f"Musterbau Nord {number} GmbH"), "retrieved_at": f"{day}T00:00:00Z"})
        path = write_de(tmp_path / f"{number}.jsonl", rows)
        import_files(source="de_offeneregister", paths=[path], by="tests", accept_shrink=True)
    html = client.get(address("Musterbau Nord 7 GmbH"), follow=True).content.decode()
    shown, folded = html[html.index('id="history-title"') :].split("<details", 1)
    assert shown.count("Name geändert") == 6
    assert "3 frühere Ereignisse" in folded
    assert folded.count("Name geändert") == 2
    assert "In dieses Verzeichnis aufgenommen" in folded


def test_similar_organisations_are_those_of_the_search_behind_the_link(client: Client, region: list[Run]) -> None:
    html = client.get(address("Ukázka 0 s.r.o."), follow=True).content.decode()
    section = html[html.index('id="similar-title"') :].split("</section>")[0]
    names = re.findall(r"<h3>\s*<a [^>]*>(.*?)</a>", section)
    assert len(names) == len(set(names)) == 6
    assert "Ukázka 0 s.r.o." not in names
    link = unescape(re.findall(r'class="with-icon"\s+href="([^"]+)"', section)[-1])
    asked = parse_qs(urlsplit(link).query)
    assert (asked["status"], asked["radius"]) == (["active"], ["25"])
    number = re.search(r"Alle (\d+) anzeigen", section)
    assert number
    results = client.get(link).context["page"]
    assert results.total == int(number[1]) + 1  # the organisation itself is among them there
    assert {row.card.name for row in results.rows} >= set(names)


def test_where_the_sector_is_unknown_a_word_of_the_name_finds_others(client: Client, region: list[Run]) -> None:
    html = client.get(address("Musterbau 3 GmbH"), follow=True).content.decode()
    section = html[html.index('id="similar-title"') :].split("</section>")[0]
    assert "Gefunden über das Wort „Musterbau“ im Namen." in section
    assert "Musterbau 3 GmbH" not in section


def test_a_coined_word_gives_way_to_the_one_that_finds_more(client: Client, region: list[Run], tmp_path: Path) -> None:
    coined = de_row(1000, "Zwischenholantron Musterbau GmbH")
    rows = [coined, *(de_row(1000 + number, f"Musterbau {number} GmbH") for number in range(1, 28))]
    path = write_de(tmp_path / "b.jsonl", [*rows, de_row(3000, "Zwischenholantron GmbH")])
    import_files(source="de_offeneregister", paths=[path], by="tests", accept_shrink=True)
    html = client.get(address("Zwischenholantron Musterbau GmbH"), follow=True).content.decode()
    assert "Gefunden über das Wort „Musterbau“ im Namen." in html


def test_nobody_similar_no_section(client: Client, region: list[Run]) -> None:
    html = client.get(address("Severočeská Senzorika s.r.o."), follow=True).content.decode()
    assert 'id="similar-title"' not in html


@pytest.mark.parametrize(
    ("name", "country", "town", "expected"),
    [
        ("Seifert & Söhne Gebäudeservice GmbH & Co. KG", "DE", "Leipzig", ["Gebäudeservice", "Seifert", "Söhne"]),
        ("Dresden Maschinenbau Verwaltungs GmbH", "DE", "Dresden", ["Maschinenbau"]),
        ("CNC 3D AG", "DE", "Chemnitz", []),
        ("Čermák – soustružna, s.r.o.", "CZ", "Děčín", ["soustružna", "Čermák"]),
    ],
)
def test_the_words_that_may_tell_a_trade(name: str, country: str, town: str, expected: list[str]) -> None:
    assert trade_words(name, country, town) == expected


def test_the_town_has_a_page_of_its_own(client: Client, region: list[Run]) -> None:
    html = client.get(address("Severočeská Senzorika s.r.o."), follow=True).content.decode()
    link = re.search(r'<h2>\s*<a href="(/de/[^"]+)">\s*<span lang="cs">Ústí nad Labem</span>', html)
    assert link
    assert client.get(link[1]).status_code == 200


def test_a_ceased_organisation_says_so_first(client: Client, region: list[Run]) -> None:
    Organisation.objects.filter(name="Ukázka 1 s.r.o.").update(status="dissolved")
    html = client.get(address("Ukázka 1 s.r.o."), follow=True).content.decode()
    assert html.index("Diese Organisation steht nicht mehr im Register.") < html.index('id="facts-title"')


def test_the_link_can_be_taken_without_scripts(client: Client, region: list[Run]) -> None:
    html = client.get(address("Ukázka 1 s.r.o."), follow=True).content.decode()
    url = f"http://testserver{address('Ukázka 1 s.r.o.')}".rsplit("/", 2)[0]
    assert re.search(rf'<input id="share-link"\s+value="{url}/ukazka-1-s-r-o-\w+/"\s+readonly>', html)
    assert 'href="mailto:?subject=Uk%C3%A1zka%201%20s.r.o.&amp;body=' in html
    assert len(re.findall(r'data-share="\w+"', html)) == len(re.findall(r"<(?:li|button)[^>]*\shidden[\s>]", html)) == 3


def test_the_page_asks_the_database_a_dozen_times_at_most(
    client: Client, region: list[Run], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    url = client.get(address("Ukázka 0 s.r.o."), follow=True).redirect_chain[-1][0]
    with django_assert_max_num_queries(10):
        assert client.get(url).status_code == 200


@pytest.fixture
def of_two_registers(tmp_path: Path) -> str:
    """Address of a firm that two registers know, by its number."""
    rows = [cz_row(3_000_100 + number, f"Vzor {number} s.r.o.") for number in range(20)]
    rows.append(cz_row(3_000_001, "Strojírna Ještěd s.r.o."))
    import_files(source="cz_res", paths=[write_cz(tmp_path / "res_data.csv", rows)], by="tests")
    row = lei_row(1, "STROJÍRNA JEŠTĚD, s.r.o.", registered_as=ico(3_000_001))
    import_files(source="gleif", paths=[write_lei(tmp_path / "lei.json", [row])], by="tests")
    return address("Strojírna Ještěd s.r.o.")


def test_what_two_registers_say_stands_once_with_their_sources(client: Client, of_two_registers: str) -> None:
    html = re.sub(r"\s+", " ", unescape(client.get(of_two_registers, follow=True).content.decode()))
    facts = html[html.index('id="facts-title"') : html.index('id="activities-title"')]
    assert facts.count("<dt>Gegründet</dt>") == facts.count("<dt>Identifikationsnummer (IČO)</dt>") == 1
    founded = facts[facts.index("<dt>Gegründet</dt>") :]
    assert re.search(r"01\.03\.1994.*Auch bekannt: 01\.01\.2011 – [^<]*?, \d\d\.\d\d\.\d{4} </span>", founded)
    assert "<summary> 2 Quellen </summary>" in facts


def test_the_data_carry_what_every_register_says(client: Client, of_two_registers: str) -> None:
    page = client.get(of_two_registers, follow=True)
    link = re.search(r'type="application/json" href="([^"]+)"', page.content.decode())
    assert link
    facts = {fact["name"]: fact for fact in client.get(link[1]).json()["facts"]}
    assert (facts["founded"]["value"], facts["founded"]["source"]) == ("1994-03-01", "cz_res")
    assert [(told["value"], told["source"]) for told in facts["founded"]["differing"]] == [("2011-01-01", "gleif")]


def test_that_a_second_profile_exists_is_told_to_operators_alone(
    client: Client, operator: Account, of_two_registers: str
) -> None:
    kept = organisation("Strojírna Ještěd s.r.o.")
    for number, home in enumerate((kept, Organisation.objects.get(merged_into=kept))):
        Profile.objects.create(
            organisation=home, sender="messe", external_id=str(number), language="cs", updated_on="2026-06-01"
        )
    note = "Ein weiteres Profil"
    assert note not in client.get(of_two_registers, follow=True).content.decode()
    client.force_login(operator)
    assert note in client.get(of_two_registers, follow=True).content.decode()
