"""Imprint, privacy notice, accessibility statement; messages to the operator and what becomes of them."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regiowerk.accounts.models import Account
from regiowerk.feedback import actions
from regiowerk.feedback.models import Message
from regiowerk.registers.actions import import_files
from regiowerk.registers.models import Run
from regiowerk.web.operator import forms
from tests.factories.region import import_small_region, organisation
from tests.factories.registers import de_row, write_de

pytestmark = pytest.mark.django_db
BARRIER = "/de/barriere-melden/"
FIRM = "Severočeská Senzorika s.r.o."


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests write faster than people."""
    monkeypatch.setattr(forms, "QUICKEST", 0)


def filled(client: Client, address: str = BARRIER, **values: str) -> dict[str, str]:
    """What a browser would send after the form was opened."""
    html = client.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
    assert "opened" in hidden
    return {**hidden, "text": "Die Karte hat keinen Namen.", "reply_to": "", "website": "", **values}


def test_the_imprint_has_what_the_operator_filled_in(client: Client, settings: Any) -> None:
    settings.OPERATOR_ADDRESS = ["Beispielstraße 1", "09111 Chemnitz"]
    settings.OPERATOR_EMAIL = "kontakt@example.org"
    settings.OPERATOR_PHONE = "+49 371 000000"
    settings.OPERATOR_REPRESENTATIVE = "die Geschäftsführung"
    html = client.get("/de/impressum/").content.decode()
    for text in ("Beispielstraße 1", "09111 Chemnitz", "mailto:kontakt@example.org", "tel:+49371000000", "die Gesch"):
        assert text in html
    assert "noch nicht ergänzt" not in html


def test_the_imprint_says_what_is_missing(client: Client, settings: Any) -> None:
    settings.OPERATOR_ADDRESS, settings.OPERATOR_EMAIL, settings.OPERATOR_REPRESENTATIVE = ["Weg 1"], "", ""
    html = client.get("/de/impressum/").content.decode()
    missing = html[html.index("noch nicht ergänzt") : html.index("Betreiber dieser Plattform")]
    assert "E-Mail-Adresse" in missing
    assert "Postanschrift" not in missing


def test_privacy_names_the_cookies_that_are_really_set(client: Client, region: list[Run], operator: Account) -> None:
    html = client.get("/de/datenschutz/").content.decode()
    client.get(BARRIER)
    client.force_login(operator)
    client.get("/de/")
    assert client.cookies
    for name in client.cookies:
        assert f"<code>{name}</code>" in html


def test_privacy_says_whether_sole_traders_are_stored(client: Client, settings: Any) -> None:
    settings.STORE_SOLE_TRADERS = False
    assert "natürliche Personen werden nicht gespeichert" in client.get("/de/datenschutz/").content.decode()
    settings.STORE_SOLE_TRADERS = True
    html = client.get("/de/datenschutz/").content.decode()
    assert "natürliche Personen werden nicht gespeichert" not in html
    assert "Auch Einzelunternehmer werden gezeigt" in html


def test_the_accessibility_statement_is_the_operators(client: Client, settings: Any) -> None:
    settings.ACCESSIBILITY_DATE, settings.ACCESSIBILITY_AUTHORITY = None, ""
    html = client.get("/de/barrierefreiheit/").content.decode()
    assert "noch nicht bewertet" in html
    assert "teilweise vereinbar" not in html
    settings.ACCESSIBILITY_DATE, settings.ACCESSIBILITY_AUTHORITY = date(2026, 11, 30), "Durchsetzungsstelle"
    html = client.get("/de/barrierefreiheit/").content.decode()
    for text in ("EN 301 549", "teilweise vereinbar", "30. November 2026", "Durchsetzungsstelle"):
        assert text in html
    assert "noch nicht bewertet" not in html
    assert "noch nicht angegeben" not in html


@pytest.mark.parametrize("address", ["/de/", "/cs/adresar/?q=Musterbau", "/de/gibt-es-nicht/", "/en/imprint/"])
def test_every_page_leads_to_the_operators_pages(client: Client, region: list[Run], address: str) -> None:
    footer = client.get(address).content.decode().rpartition("<footer")[2]
    targets = re.findall(r'href="([^"]+)"', footer)
    assert len(targets) >= 6
    for target in targets:
        assert client.get(target).status_code == 200, target


@pytest.mark.usefixtures("quick")
def test_a_barrier_is_stored_with_its_page_and_nothing_about_the_sender(client: Client) -> None:
    form = filled(client, f"{BARRIER}?page=/cs/adresar/", reply_to="reader@example.org")
    response = client.post(BARRIER, form, headers={"User-Agent": "Firefox"}, REMOTE_ADDR="203.0.113.7", follow=True)
    assert "Ihre Nachricht ist angekommen" in response.content.decode()
    (row,) = Message.objects.values()
    assert row["topic"] == "barrier"
    assert (row["page"], row["language"], row["reply_to"]) == ("/cs/adresar/", "de", "reader@example.org")
    assert "203.0.113.7" not in str(row)
    assert "Firefox" not in str(row)


@pytest.mark.usefixtures("quick")
def test_an_error_in_an_entry_is_stored_with_its_id(client: Client, region: list[Run]) -> None:
    firm = organisation(FIRM)
    page = client.get(f"/de/verzeichnis/{firm.public_id}/", follow=True).content.decode()
    address = f"/de/fehler-melden/{firm.public_id}/"
    assert f'href="{address}"' in page
    assert FIRM in client.get(address).content.decode()
    assert client.post(address, filled(client, address)).status_code == 302
    assert Message.objects.get().organisation == firm.public_id


@pytest.mark.parametrize("public_id", ["0123456789", "x"])
def test_there_is_no_form_for_an_unknown_entry(client: Client, region: list[Run], public_id: str) -> None:
    assert client.get(f"/de/fehler-melden/{public_id}/").status_code == 404


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("text", " ", "Bitte schreiben Sie"),
        ("text", "x" * 4001, "4.000 Zeichen"),
        ("reply_to", "nobody", "Bitte prüfen Sie die E-Mail-Adresse"),
    ],
)
def test_mistakes_are_told_and_nothing_is_lost(client: Client, field: str, value: str, told: str) -> None:
    wanted = {"text": "Ein langer Text.", "reply_to": "reader@example.org"}
    response = client.post(BARRIER, filled(client, **{**wanted, field: value}))
    html = response.content.decode()
    assert response.status_code == 422
    assert told in html
    assert f'aria-describedby="id_{field}_error"' in html
    kept = next(text for name, text in wanted.items() if name != field)
    assert kept in html
    assert not Message.objects.exists()


def test_what_is_sent_at_once_is_not_taken_but_can_be_sent_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = filled(client)
    response = client.post(BARRIER, form)
    assert response.status_code == 422
    assert "sehr schnell" in response.content.decode()
    later = forms.time.time() + 5
    monkeypatch.setattr(forms.time, "time", lambda: later)
    assert client.post(BARRIER, form).status_code == 302
    assert Message.objects.count() == 1


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("opened", ["", "forged", "1:2:3"])
def test_a_form_without_our_mark_is_not_taken_but_gets_a_new_one(client: Client, opened: str) -> None:
    response = client.post(BARRIER, filled(client, opened=opened))
    assert response.status_code == 422
    html = response.content.decode()
    mark = re.search(r'name="opened" value="([^"]+)"', html)
    assert mark is not None
    assert client.post(BARRIER, filled(client, opened=mark[1])).status_code == 302


@pytest.mark.usefixtures("quick")
def test_a_filled_trap_is_not_taken_and_comes_back_empty(client: Client) -> None:
    response = client.post(BARRIER, filled(client, website="https://spam.example"))
    assert response.status_code == 422
    html = response.content.decode()
    assert "spam.example" not in html
    assert "Die Karte hat keinen Namen." in html
    assert not Message.objects.exists()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "page", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)"]
)
def test_only_pages_of_this_site_are_kept(client: Client, page: str) -> None:
    main = client.get(BARRIER, {"page": page}).content.decode().partition("<main")[2].partition("<footer")[0]
    assert page not in main
    client.post(BARRIER, filled(client, page=page))
    assert Message.objects.get().page == ""


@pytest.mark.usefixtures("quick")
def test_a_flood_is_answered_kindly(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_IN_AN_HOUR", 0)
    response = client.post(BARRIER, filled(client))
    assert response.status_code == 422
    assert "in einer Stunde" in response.content.decode()


def test_a_message_needs_our_form(region: list[Run]) -> None:
    response = Client(enforce_csrf_checks=True).post(BARRIER, {"text": "x"})
    assert response.status_code == 403


@pytest.mark.usefixtures("quick")
def test_operators_read_and_settle_messages(client: Client, region: list[Run], operator: Account) -> None:
    address = f"/de/fehler-melden/{organisation(FIRM).public_id}/"
    client.post(address, filled(client, address, text="<b>Falsch</b>", reply_to="reader@example.org"))
    client.force_login(operator)
    html = client.get("/de/arbeitsbereich/nachrichten/").content.decode()
    for text in ("&lt;b&gt;Falsch&lt;/b&gt;", FIRM, "mailto:reader@example.org"):
        assert text in html
    message = Message.objects.get()
    assert client.post(f"/de/arbeitsbereich/nachrichten/{message.pk}/erledigen/").status_code == 302
    html = client.get("/de/arbeitsbereich/nachrichten/").content.decode()
    assert "Erledigt am" in html
    assert "reader@example.org" not in html


def test_messages_are_for_operators_only(client: Client, visitor_account: Account) -> None:
    assert client.get("/de/arbeitsbereich/nachrichten/").status_code == 302
    client.force_login(visitor_account)
    assert client.get("/de/arbeitsbereich/nachrichten/").status_code == 403
    assert client.post("/de/arbeitsbereich/nachrichten/1/erledigen/").status_code == 403


@pytest.mark.usefixtures("quick")
def test_the_list_of_messages_asks_the_database_a_fixed_number_of_times(
    client: Client, region: list[Run], operator: Account, django_assert_max_num_queries: Any
) -> None:
    for name in (FIRM, "Musterbau 1 GmbH", "Musterbau 2 GmbH", "Musterbau 3 GmbH"):
        address = f"/de/fehler-melden/{organisation(name).public_id}/"
        client.post(address, filled(client, address))
    client.force_login(operator)
    with django_assert_max_num_queries(5):
        client.get("/de/arbeitsbereich/nachrichten/")


@pytest.mark.parametrize("address", ["/de/impressum/", "/de/datenschutz/", "/de/barrierefreiheit/", BARRIER])
def test_the_operators_pages_need_few_queries(
    client: Client, region: list[Run], address: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        assert client.get(address).status_code == 200


OBJECTION = "/de/widerspruch/"
MESSAGES = "/de/arbeitsbereich/nachrichten/"


@pytest.mark.usefixtures("quick")
def test_an_objection_needs_no_reasons(client: Client, region: list[Run]) -> None:
    public_id = organisation(FIRM).public_id
    address = f"{OBJECTION}{public_id}/"
    assert FIRM in client.get(address).content.decode()
    assert client.post(address, filled(client, address, text="")).status_code == 302
    message = Message.objects.get()
    assert (message.topic, message.organisation, message.text) == ("objection", public_id, "")


@pytest.mark.usefixtures("quick")
def test_who_names_no_entry_says_which_one_is_meant(client: Client, region: list[Run]) -> None:
    assert client.post(OBJECTION, filled(client, OBJECTION, text="")).status_code == 422
    assert client.post(OBJECTION, filled(client, OBJECTION, text="Musterbau, Chemnitz")).status_code == 302
    assert client.get(f"{OBJECTION}0123456789/").status_code == 404


@pytest.mark.usefixtures("quick")
def test_an_operator_grants_an_objection_and_takes_it_back(
    client: Client, region: list[Run], operator: Account, tmp_path: Path
) -> None:
    public_id = organisation(FIRM).public_id
    address = f"{OBJECTION}{public_id}/"
    client.post(address, filled(client, address, text="Ich wohne dort.", reply_to="reader@example.org"))
    client.force_login(operator)
    assert "Eintrag löschen und fernhalten" in client.get(MESSAGES).content.decode()
    message = Message.objects.get()
    assert client.post(f"{MESSAGES}{message.pk}/herausnehmen/").status_code == 302
    html = client.get(MESSAGES).content.decode()
    assert "bleibt bei jedem Import außen vor" in html
    for text in (FIRM, "Ich wohne dort.", "reader@example.org"):
        assert text not in html
    assert client.get(f"/de/verzeichnis/{public_id}/").status_code == 404
    again = import_small_region(tmp_path)[-1]
    assert again.left_out == {"suppressed": 1}
    report = client.get(f"/de/arbeitsbereich/laeufe/{again.pk}/", follow=True).content.decode()
    assert "Einträge, denen jemand widersprochen hat." in report
    client.post(f"{MESSAGES}{message.pk}/zulassen/")
    assert import_small_region(tmp_path)[-1].new == 1
    assert organisation(FIRM).public_id != public_id


@pytest.mark.usefixtures("quick")
def test_only_objections_take_entries_out_and_only_operators_grant_them(
    client: Client, region: list[Run], operator: Account, visitor_account: Account
) -> None:
    public_id = organisation(FIRM).public_id
    address = f"/de/fehler-melden/{public_id}/"
    client.post(address, filled(client, address))
    take_out = f"{MESSAGES}{Message.objects.get().pk}/herausnehmen/"
    assert client.post(take_out).status_code == 302
    client.force_login(visitor_account)
    assert client.post(take_out).status_code == 403
    client.force_login(operator)
    client.post(take_out)
    assert organisation(FIRM).public_id == public_id
    assert Message.objects.get().settled_at is None


def test_the_page_of_a_person_leads_to_the_objection_and_asks_not_to_be_indexed(
    client: Client, tmp_path: Path, settings: Any
) -> None:
    settings.STORE_SOLE_TRADERS = True
    rows = [de_row(1, "Malerbetrieb Max Mustermann e.K.", section="HRA"), de_row(2, "Beispiel GmbH")]
    import_files(source="de_offeneregister", paths=[write_de(tmp_path / "a.jsonl", rows)], by="tests")
    person, firm = organisation("Malerbetrieb Max Mustermann e.K."), organisation("Beispiel GmbH")
    html = client.get(f"/de/verzeichnis/{person.public_id}/", follow=True).content.decode()
    assert f'href="{OBJECTION}{person.public_id}/"' in html
    assert '<meta name="robots" content="noindex">' in html
    html = client.get(f"/de/verzeichnis/{firm.public_id}/", follow=True).content.decode()
    assert OBJECTION not in html
    assert "noindex" not in html


def test_privacy_leads_to_the_objection(client: Client, db: None) -> None:
    html = client.get("/de/datenschutz/").content.decode()
    assert f'href="{OBJECTION}"' in html
    assert "er gilt nicht als aufgelöst" in html
