"""Member lists as their owner sees them, and nobody else."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult

from regiowerk.accounts.models import Account
from regiowerk.multipliers import actions, spreadsheet
from regiowerk.multipliers.models import MemberList, MemberRow
from regiowerk.registers.models import Run
from tests.factories.region import organisation
from tests.multipliers.books import book, text
from tests.multipliers.lists import COLUMNS, ROWS, matched, run_job, upload

pytestmark = pytest.mark.django_db
LISTS = "/de/arbeitsbereich/listen/"
HTMX = {"HX-Request": "true"}
CONTENT = "Nr.;Firma;Ort\n1;Erzgebirge Präzision GmbH;Chemnitz\n"


@pytest.fixture
def owner(visitor_account: Account, client: Client) -> Account:
    """Signed in, no operator."""
    client.force_login(visitor_account)
    return visitor_account


def file(content: str | bytes = CONTENT, name: str = "members.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


class TestAnUpload:
    def test_leads_to_the_columns_and_on_to_the_matching(self, client: Client, owner: Account) -> None:
        response = client.post(LISTS, {"name": "Kammer", "country": "DE", "file": file()}, follow=True)
        members = MemberList.objects.get()
        assert response.redirect_chain[-1][0] == f"{LISTS}{members.pk}/spalten/"
        html = response.content.decode()
        assert "Erzgebirge Präzision GmbH" in html
        assert '<option value="1" selected>Firma</option>' in html
        answer = client.post(
            f"{LISTS}{members.pk}/spalten/", {"column_name": "1", "column_town": "2", "country": "DE"}, follow=True
        )
        assert "Der Abgleich beginnt gleich." in answer.content.decode()
        members.refresh_from_db()
        assert (members.owner, members.name, members.columns) == (owner, "Kammer", COLUMNS)

    def test_takes_the_name_of_the_file_where_none_is_given(self, client: Client, owner: Account) -> None:
        client.post(LISTS, {"file": file(name="Mitglieder 2026.csv")})
        assert MemberList.objects.get().name == "Mitglieder 2026"

    def test_of_a_workbook_is_understood(self, client: Client, owner: Account, tmp_path: Path) -> None:
        made = book(tmp_path / "a.xlsx", [[text("Firma"), text("Ort")], [text("Müller GmbH"), text("Ulm")]])
        client.post(LISTS, {"file": file(made.read_bytes(), "a.xlsx")})
        assert MemberRow.objects.get().cells == ["Müller GmbH", "Ulm"]

    @pytest.mark.parametrize(
        ("sent", "message"),
        [
            (file(b"\x89PNG\0\0\0\0"), "Die Datei ist keine Tabelle in CSV, XLSX, XLS oder ODS."),
            (file("Firma;Ort\n"), "Die Datei hat unter der Kopfzeile keine Zeilen."),
            (file(""), "Die Datei ist leer."),
            (None, "Bitte wählen Sie eine Datei."),
        ],
    )
    def test_that_cannot_be_read_is_told_at_the_field(
        self, client: Client, owner: Account, sent: SimpleUploadedFile | None, message: str
    ) -> None:
        data = {"name": "Meine Kammer", "country": "CZ"} | ({"file": sent} if sent else {})
        response = client.post(LISTS, data)
        assert response.status_code == 422
        html = response.content.decode()
        assert html.count(message) == 2  # above the form, and at the field
        assert 'aria-describedby="id_file_error"' in html
        assert 'value="Meine Kammer"' in html
        assert '<option value="CZ" selected>' in html
        assert not MemberList.objects.exists()

    def test_that_is_too_big_is_not_stored_and_the_rest_of_the_form_is_kept(
        self, client: Client, owner: Account, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("regiowerk.web.workspace.lists.uploading.MAX_FILE_BYTES", 1_000)
        monkeypatch.setattr(spreadsheet, "read", lambda *_: pytest.fail("the file was read"))
        response = client.post(LISTS, {"name": "Meine Kammer", "file": file("Firma;Ort\n" + "Müller;Ulm\n" * 9_000)})
        html = response.content.decode()
        assert response.status_code == 422
        assert "Die Datei ist größer als 20 MB." in html
        assert 'value="Meine Kammer"' in html

    def test_without_the_forms_token_is_refused(self, visitor_account: Account) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(visitor_account)
        assert strict.post(LISTS, {"file": file()}).status_code == 403
        assert not MemberList.objects.exists()


class TestTheColumns:
    def test_need_a_name(self, client: Client, owner: Account) -> None:
        members = upload(owner)
        response = client.post(f"{LISTS}{members.pk}/spalten/", {"column_name": "", "column_town": "2"})
        assert response.status_code == 422
        html = response.content.decode()
        assert html.count("Bitte geben Sie an, in welcher Spalte die Namen stehen.") == 2
        assert '<option value="2" selected>Ort</option>' in html

    def test_that_are_not_there_are_refused(self, client: Client, owner: Account) -> None:
        members = upload(owner)
        assert client.post(f"{LISTS}{members.pk}/spalten/", {"column_name": "99"}).status_code == 422


class TestTheMatching:
    def test_asks_again_by_itself_until_it_has_ended(self, client: Client, region: list[Run], owner: Account) -> None:
        members = upload(owner)
        actions.match_list(members=members, columns=COLUMNS, country="DE")
        page = f"{LISTS}{members.pk}/"
        html = client.get(page).content.decode()
        assert f'hx-get="{page}" hx-trigger="every 2s"' in html
        assert f'<a href="{page}">Aktualisieren</a>' in html
        run_job(members)
        part = client.get(page, headers=HTMX).content.decode()
        assert "hx-trigger" not in part
        assert "Alle Zeilen sind abgeglichen." in part.partition("<hx-partial")[2]

    def test_that_failed_can_be_started_again(self, client: Client, owner: Account) -> None:
        members = upload(owner)
        actions.match_list(members=members, columns=COLUMNS, country="DE")
        DBTaskResult.objects.update(status="FAILED", finished_at="2026-01-01T00:00Z")
        page = f"{LISTS}{members.pk}/"
        assert "Der Abgleich ist fehlgeschlagen." in client.get(page).content.decode()
        assert "Der Abgleich beginnt gleich." in client.post(f"{page}abgleichen/", follow=True).content.decode()

    def test_under_way_is_not_started_twice(self, client: Client, owner: Account) -> None:
        members = upload(owner)
        actions.match_list(members=members, columns=COLUMNS, country="DE")
        client.post(f"{LISTS}{members.pk}/abgleichen/")
        assert DBTaskResult.objects.count() == 1


class TestTheResults:
    def test_show_what_was_found_how_surely_and_why(self, client: Client, region: list[Run], owner: Account) -> None:
        members = matched(owner)
        html = client.get(f"{LISTS}{members.pk}/").content.decode()
        for words in ("Erzgebirge Präzision GmbH", "so gut wie sicher", "Der Name ist gleich.", "nicht gefunden"):
            assert words in html

    def test_are_narrowed_by_decision_and_words(self, client: Client, region: list[Run], owner: Account) -> None:
        members = matched(owner)
        html = client.get(f"{LISTS}{members.pk}/?decision=none&q=nirgendwo").content.decode()
        assert "Nirgendwo Unbekannt AG" in html
        assert "Präzision" not in html
        assert "Keine Zeile passt dazu." in client.get(f"{LISTS}{members.pk}/?q=Zebra").content.decode()

    @pytest.mark.parametrize("query", ["page=99999999999", "page=²", "page=-1", "decision=<b>", "q=" + "x" * 5_000])
    def test_take_any_question(self, client: Client, owner: Account, region: list[Run], query: str) -> None:
        members = matched(owner)
        assert client.get(f"{LISTS}{members.pk}/?{query}").status_code == 200

    def test_come_as_a_table_for_spreadsheets(self, client: Client, region: list[Run], owner: Account) -> None:
        members = matched(owner)
        response = client.get(f"{LISTS}{members.pk}/herunterladen/")
        raw = response.getvalue()
        assert raw.startswith(b"\xef\xbb\xbf")
        header, first, _second, third, _fourth = csv.reader(StringIO(raw.decode("utf-8-sig")), delimiter=";")
        firm = organisation("Erzgebirge Präzision GmbH")
        assert header[:4] == ["Nr.", "Firma", "Ort", "Ergebnis"]
        assert [first[3], first[4], *first[6:]] == [
            "sicher",
            "nein",
            firm.public_id,
            firm.name,
            "de_offeneregister:U1206_HRB2000",
            "Dorfstraße 1, 09111 Chemnitz",
        ]
        assert third[1] == "'=Nirgendwo Unbekannt AG"
        assert response.headers["Content-Disposition"] == 'attachment; filename="kammer.csv"'


class TestADecision:
    def test_takes_another_organisation_found_by_name_or_number(
        self, client: Client, region: list[Run], owner: Account
    ) -> None:
        members = matched(owner)
        page = f"{LISTS}{members.pk}/zeilen/3/"
        other = organisation("Musterbau 3 GmbH")
        for asked in ("Musterbau 3", "HRB 1003", other.public_id):
            assert f'value="{other.public_id}"' in client.get(page, {"q": asked}).content.decode()
        client.post(page, {"organisation": other.public_id})
        html = client.get(page).content.decode()
        assert "Das haben Sie entschieden." in html
        assert "von Ihnen gewählt" in html
        assert MemberRow.objects.get(number=3).settled_by == f"account:{owner.pk}"

    def test_is_taken_back(self, client: Client, region: list[Run], owner: Account) -> None:
        members = matched(owner)
        page = f"{LISTS}{members.pk}/zeilen/1/"
        client.post(page, {"organisation": "none"})
        assert MemberRow.objects.get(number=1).decision == "none"
        html = client.post(page, {"organisation": "back"}, follow=True).content.decode()
        assert "Ihre Entscheidung ist zurückgenommen." in html
        assert MemberRow.objects.get(number=1).decision == "sure"

    def test_on_a_row_to_check_leads_to_the_next_one(self, client: Client, region: list[Run], owner: Account) -> None:
        members = matched(owner)
        MemberRow.objects.filter(number__in=[1, 2]).update(decision="check")
        response = client.post(f"{LISTS}{members.pk}/zeilen/1/", {"organisation": "none"}, follow=True)
        assert response.redirect_chain[-1][0] == f"{LISTS}{members.pk}/zeilen/2/"
        assert f'<a href="{LISTS}{members.pk}/zeilen/1/">' in response.content.decode()
        last = client.post(f"{LISTS}{members.pk}/zeilen/2/", {"organisation": "none"})
        assert last.headers["Location"] == f"{LISTS}{members.pk}/"

    @pytest.mark.parametrize("answer", ["", "nobody", "0000000000"])
    def test_for_an_organisation_that_is_not_there_is_refused(
        self, client: Client, region: list[Run], owner: Account, answer: str
    ) -> None:
        members = matched(owner)
        response = client.post(f"{LISTS}{members.pk}/zeilen/1/", {"organisation": answer})
        assert response.status_code == 404
        assert MemberRow.objects.get(number=1).settled_by == ""


class TestAList:
    def test_gets_a_new_name(self, client: Client, region: list[Run], owner: Account) -> None:
        members = matched(owner)
        assert client.post(f"{LISTS}{members.pk}/umbenennen/", {"name": " "}).status_code == 422
        html = client.post(f"{LISTS}{members.pk}/umbenennen/", {"name": "Verband"}, follow=True).content.decode()
        assert "<h1>Verband</h1>" in html

    def test_is_deleted_after_a_question(self, client: Client, owner: Account) -> None:
        members = upload(owner)
        page = f"{LISTS}{members.pk}/loeschen/"
        assert "4 Zeilen mit ihren Ergebnissen" in client.get(page).content.decode()
        assert MemberList.objects.exists()
        assert "sind gelöscht" in client.post(page, follow=True).content.decode()
        assert not MemberRow.objects.exists()

    @pytest.mark.parametrize(
        "page", ["", "spalten/", "zeilen/1/", "herunterladen/", "loeschen/", "abgleichen/", "umbenennen/"]
    )
    def test_is_nobody_elses(
        self, client: Client, region: list[Run], operator: Account, visitor_account: Account, page: str
    ) -> None:
        members = matched(visitor_account)
        client.force_login(operator)
        address = f"{LISTS}{members.pk}/{page}"
        for response in (client.get(address), client.post(address, {"organisation": "none", "name": "Mine"})):
            assert response.status_code in (404, 405)
        assert "Kammer" not in client.get(LISTS).content.decode()
        members.refresh_from_db()
        assert (members.name, members.rows.filter(settled_by="").count()) == ("Kammer", len(ROWS))

    def test_asks_strangers_to_sign_in(self, client: Client, db: None) -> None:
        for page in (LISTS, f"{LISTS}1/", f"{LISTS}1/zeilen/1/", f"{LISTS}1/herunterladen/"):
            assert client.get(page).headers["Location"] == f"/de/konto/anmelden/?next={page}"


def test_people_who_are_no_operators_get_to_their_lists(client: Client, visitor_account: Account) -> None:
    visitor_account.set_password("a long enough password")
    visitor_account.save()
    data = {"username": "somebody@example.org", "password": "a long enough password"}
    response = client.post("/de/konto/anmelden/", data)
    assert response.headers["Location"] == LISTS
    html = client.get(LISTS).content.decode()
    assert "Mitgliederlisten" in html
    assert "Registerläufe" not in html
