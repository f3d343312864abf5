"""Operators' pages and the way to them."""

import pytest
from django.test import Client
from django.utils import timezone

from regiowerk.accounts.models import Account
from regiowerk.registers.models import Run, RunIssue, RunState

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PASSWORD = "a long enough password"


@pytest.fixture
def running(db: None) -> Run:
    return Run.objects.create(
        source="cz_res",
        state=RunState.READING,
        actor="command",
        fingerprint="x",
        retrieved_at=timezone.now(),
        read=1234,
    )


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    response = client.get("/de/arbeitsbereich/laeufe/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/de/konto/anmelden/?next=/de/arbeitsbereich/laeufe/"


def test_people_who_are_no_operators_are_told_so(client: Client, visitor_account: Account) -> None:
    client.force_login(visitor_account)
    response = client.get("/cs/pracovni-plocha/behy/")
    assert response.status_code == 403
    assert "Přístup odepřen" in response.content.decode()


def test_signing_in_leads_to_the_page_wanted_and_out_again(client: Client, operator: Account) -> None:
    operator.set_password(PASSWORD)
    operator.save()
    response = client.post(
        "/de/konto/anmelden/?next=/de/arbeitsbereich/laeufe/",
        {"username": "Operator@example.org", "password": PASSWORD, "next": "/de/arbeitsbereich/laeufe/"},
    )
    assert response.headers["Location"] == "/de/arbeitsbereich/laeufe/"
    assert client.get("/de/arbeitsbereich/laeufe/").status_code == 200
    assert client.post("/de/konto/abmelden/").headers["Location"] == "/de/"
    assert client.get("/de/arbeitsbereich/laeufe/").status_code == 302


def test_a_wrong_password_is_told_at_the_form(client: Client, operator: Account) -> None:
    response = client.post("/de/konto/anmelden/", {"username": "operator@example.org", "password": "wrong"})
    assert response.status_code == 422
    html = response.content.decode()
    assert "passen nicht zusammen" in html
    assert 'value="operator@example.org"' in html


def test_empty_fields_are_told_at_the_fields(client: Client, db: None) -> None:
    html = client.post("/de/konto/anmelden/", {}).content.decode()
    assert "Bitte geben Sie Ihr Passwort ein." in html
    assert 'aria-describedby="id_password_error"' in html


def test_a_form_that_is_too_old_is_explained(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/de/konto/anmelden/", {"username": "x", "password": "y"})
    assert response.status_code == 403
    assert "Das Formular ist nicht mehr gültig" in response.content.decode()


def test_runs_are_listed_with_their_numbers(client: Client, region: list[Run], operator: Account) -> None:
    client.force_login(operator)
    html = client.get("/de/arbeitsbereich/laeufe/").content.decode()
    assert "Lauf" in html
    assert "OffeneRegister" in html
    assert "abgeschlossen" in html


def test_a_report_words_the_reasons(client: Client, region: list[Run], operator: Account) -> None:
    run = region[0]
    RunIssue.objects.create(run=run, file="de.jsonl", line=17, reason="syntax", detail="<b>unexpected")
    Run.objects.filter(pk=run.pk).update(refused={"syntax": 1}, left_out={"natural_person": 2})
    client.force_login(operator)
    html = client.get(f"/de/arbeitsbereich/laeufe/{run.pk}/").content.decode()
    for text in ("Die Zeile ist nicht lesbar.", "&lt;b&gt;unexpected", "Einzelunternehmer", "de.jsonl", ">17<"):
        assert text in html


def test_a_run_going_on_is_asked_again_until_it_ends(client: Client, running: Run, operator: Account) -> None:
    client.force_login(operator)
    address = f"/de/arbeitsbereich/laeufe/{running.pk}/"
    part = client.get(address, headers=HTMX).content.decode()
    assert 'hx-trigger="every 2s"' in part
    assert "<progress" in part
    assert "hx-partial" not in part  # progress is not announced, only the end
    Run.objects.filter(pk=running.pk).update(state=RunState.DONE)
    part = client.get(address, headers=HTMX).content.decode()
    assert "hx-trigger" not in part
    assert 'hx-target="#live"' in part


def test_an_unknown_run_is_not_found(client: Client, operator: Account) -> None:
    client.force_login(operator)
    assert client.get("/de/arbeitsbereich/laeufe/999999/").status_code == 404
