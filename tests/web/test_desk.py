"""The review desk, as clerks use it: decide, undo, two at once, take a judgement back."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from regiowerk.accounts.models import Account
from regiowerk.activity.models import LogEntry
from regiowerk.directory import queries as directory
from regiowerk.linking.models import Candidate, Judgement, Tie, Verdict
from regiowerk.registers.actions import import_files
from regiowerk.registers.models import Entry, Run
from tests.factories.lei import lei, lei_row, write_lei
from tests.factories.registers import cz_row, ico, write_cz

pytestmark = pytest.mark.django_db
DESK = "/de/arbeitsbereich/abgleich/"
FIRMS = {3_100_000 + number: f"Tkalcovna Vzorek {word} s.r.o." for number, word in enumerate(("Jih", "Sever", "Les"))}


@pytest.fixture
def runs(db: None, tmp_path: Path) -> tuple[Run, Run]:
    rows = [cz_row(number, name, ULICE_TEXT="Zkušební", CDOM="1") for number, name in FIRMS.items()]
    others = [lei_row(number % 100 + 1, f"Přádelna {number} a.s.") for number in FIRMS]
    return (
        import_files(source="cz_res", paths=[write_cz(tmp_path / "res_data.csv", rows)], by="tests"),
        import_files(source="gleif", paths=[write_lei(tmp_path / "lei.json", others)], by="tests"),
    )


@pytest.fixture
def pairs(runs: tuple[Run, Run]) -> list[Candidate]:
    """Three that the rules left undecided, the likeliest first."""
    Candidate.objects.all().delete()
    return [
        Candidate.objects.create(
            left=Entry.objects.get(key=ico(firm)),
            right=Entry.objects.get(key=lei(number + 1)),
            run=runs[1],
            weight=8.0 - number,
            reasons=[["name_partial", "vzorek"], ["place_different", ""]],
        )
        for number, firm in enumerate(FIRMS)
    ]


@pytest.fixture
def clerk(client: Client, operator: Account) -> Client:
    client.force_login(operator)
    return client


@pytest.fixture
def colleague(db: None) -> Client:
    client = Client()
    client.force_login(Account.objects.create(email="colleague@example.org", is_operator=True))
    return client


def page(response: HttpResponse) -> str:
    assert response.status_code == 200
    return response.content.decode()


def decide(client: Client, candidate: Candidate, decision: str, **more: str) -> HttpResponse:
    return client.post(f"{DESK}{candidate.pk}/entscheiden/", {"decision": decision, **more}, follow=True)


def undo(client: Client, html: str) -> HttpResponse:
    """Press the first button that undoes."""
    form = re.search(r'<div class="note row" role="status">.*?<form[^>]*action="([^"]+)"', html, flags=re.DOTALL)
    assert form
    return client.post(form.group(1), follow=True)


def public_id(key: str) -> str | None:
    return directory.find_by_identifier(key)


class TestAccess:
    @pytest.mark.parametrize("address", ["", "naechstes/", "1/", "urteile/", "urteile/1/"])
    def test_strangers_sign_in_and_others_are_refused(
        self, client: Client, visitor_account: Account, address: str
    ) -> None:
        response = client.get(DESK + address)
        assert response.headers["Location"] == f"/de/konto/anmelden/?next={DESK}{address}"
        client.force_login(visitor_account)
        assert client.get(DESK + address).status_code == 403

    @pytest.mark.parametrize("address", ["entscheiden/", "wieder-aufnehmen/"])
    def test_nothing_is_written_for_others(
        self, client: Client, visitor_account: Account, pairs: list[Candidate], address: str
    ) -> None:
        client.force_login(visitor_account)
        assert client.post(f"{DESK}{pairs[0].pk}/{address}", {"decision": "positive"}).status_code == 403
        assert not Judgement.objects.exists()

    def test_what_is_not_there_is_not_found(self, clerk: Client) -> None:
        assert clerk.get(f"{DESK}urteile/999/").status_code == 404
        assert clerk.post(f"{DESK}urteile/999/zuruecknehmen/").status_code == 404

    def test_who_goes_back_to_a_settled_pair_is_told(self, clerk: Client, pairs: list[Candidate]) -> None:
        decide(clerk, pairs[0], "positive")
        response = clerk.get(f"{DESK}{pairs[0].pk}/", follow=True)
        assert response.redirect_chain[-1][0] == DESK
        assert "bereits entschieden" in page(response)

    def test_a_decision_that_there_is_not_is_refused(self, clerk: Client, pairs: list[Candidate]) -> None:
        assert decide(clerk, pairs[0], "merge").status_code == 400
        assert decide(clerk, pairs[0], "negative", tie="cousin").status_code == 400


class TestQueue:
    def test_says_that_nothing_waits(self, clerk: Client) -> None:
        assert "Kein Paar wartet" in page(clerk.get(DESK))
        assert clerk.get(f"{DESK}naechstes/").headers["Location"] == DESK

    def test_the_likeliest_pair_comes_first(self, clerk: Client, pairs: list[Candidate]) -> None:
        html = page(clerk.get(DESK))
        names = re.findall(r"Tkalcovna Vzorek (\w+)", html)
        assert names == ["Jih", "Sever", "Les"]
        assert "0 von 3 entschieden" in html
        assert clerk.get(f"{DESK}naechstes/").headers["Location"] == f"{DESK}{pairs[0].pk}/"

    def test_each_run_has_its_own(self, clerk: Client, pairs: list[Candidate], runs: tuple[Run, Run]) -> None:
        Candidate.objects.filter(pk=pairs[0].pk).update(run=runs[0])
        html = page(clerk.get(DESK, {"run": runs[0].pk}))
        assert re.findall(r"Tkalcovna Vzorek (\w+)", html) == ["Jih"]
        assert "0 von 1 entschieden" in html
        response = clerk.get(f"{DESK}naechstes/", {"run": runs[1].pk})
        assert response.headers["Location"] == f"{DESK}{pairs[1].pk}/?run={runs[1].pk}"

    def test_a_long_queue_costs_no_more_queries(
        self, clerk: Client, pairs: list[Candidate], django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(11):
            clerk.get(DESK)


class TestPair:
    def test_shows_both_field_by_field(self, clerk: Client, pairs: list[Candidate]) -> None:
        html = page(clerk.get(f"{DESK}{pairs[0].pk}/"))
        for text in ("Tkalcovna Vzorek Jih s.r.o.", "Přádelna 3100000 a.s.", ico(3_100_000), lei(1), "Feld für Feld"):
            assert text in html
        states = dict(re.findall(r'scope="row">\s*(.+?)\s*<span class="state">(.+?)</span>', html))
        assert states["Name"] == "verschieden"
        assert states["Rechtsform"] == "verschieden"
        assert states["Status"] == "gleich"
        assert "km voneinander entfernt" in html

    def test_names_the_other_pairs_of_its_entries(self, clerk: Client, pairs: list[Candidate]) -> None:
        Candidate.objects.create(left=pairs[0].left, right=pairs[2].right, run=pairs[0].run, weight=1)
        assert "Přádelna 3100002 a.s." in page(clerk.get(f"{DESK}{pairs[0].pk}/"))

    def test_costs_few_queries(
        self, clerk: Client, pairs: list[Candidate], django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(15):
            clerk.get(f"{DESK}{pairs[0].pk}/")

    @pytest.mark.parametrize("address", ["/cs/pracovni-plocha/parovani/", "/fi/tyotila/tarkistus/"])
    def test_speaks_other_languages(self, clerk: Client, pairs: list[Candidate], address: str) -> None:
        html = page(clerk.get(f"{address}{pairs[0].pk}/"))
        assert "Feld für Feld" not in html
        assert "Field by field" not in html


class TestDeciding:
    def test_same_shows_both_as_one_until_undone(self, clerk: Client, pairs: list[Candidate]) -> None:
        response = decide(clerk, pairs[0], "positive")
        assert response.redirect_chain[-1][0].startswith(f"{DESK}{pairs[1].pk}/")
        assert public_id(lei(1)) == public_id(ico(3_100_000))
        assert "1 von 3 entschieden" in page(response)
        html = page(undo(clerk, page(response)))
        assert public_id(lei(1)) != public_id(ico(3_100_000))
        assert "0 von 3 entschieden" in html
        again = Candidate.objects.get(left=pairs[0].left)
        assert (again.weight, again.run, again.reasons) == (pairs[0].weight, pairs[0].run, pairs[0].reasons)

    def test_is_written_into_the_record(self, clerk: Client, operator: Account, pairs: list[Candidate]) -> None:
        undo(clerk, page(decide(clerk, pairs[0], "positive")))
        decide(clerk, pairs[1], "later")
        verbs = LogEntry.objects.filter(actor=f"account:{operator.pk}").order_by("pk").values_list("verb", flat=True)
        assert list(verbs) == ["judged_positive", "judgement_withdrawn", "candidate_put_off"]

    def test_different_may_say_what_they_are_to_each_other(self, clerk: Client, pairs: list[Candidate]) -> None:
        decide(clerk, pairs[0], "negative", tie="right_is_branch")
        decide(clerk, pairs[1], "positive", tie="right_is_branch")
        made = dict(Judgement.objects.values_list("verdict", "tie"))
        assert made == {Verdict.NEGATIVE: Tie.RIGHT_IS_BRANCH, Verdict.POSITIVE: Tie.NONE}
        assert public_id(lei(1)) != public_id(ico(3_100_000))

    def test_unsure_ones_can_be_found_again(self, clerk: Client, pairs: list[Candidate]) -> None:
        decide(clerk, pairs[0], "unsure")
        assert "Als unklar beurteilte Paare" in page(clerk.get(DESK))
        html = page(clerk.get(f"{DESK}urteile/", {"verdict": "unsure"}))
        assert "Tkalcovna Vzorek Jih" in html
        assert "Vzorek Sever" not in html

    def test_later_comes_back_after_a_week_or_when_undone(self, clerk: Client, pairs: list[Candidate]) -> None:
        response = decide(clerk, pairs[0], "later")
        assert response.redirect_chain[-1][0].startswith(f"{DESK}{pairs[1].pk}/")
        assert "Tkalcovna Vzorek Jih" in page(clerk.get(DESK, {"state": "later"}))
        undone = undo(clerk, page(response))
        assert undone.redirect_chain[-1][0] == f"{DESK}{pairs[0].pk}/"
        decide(clerk, pairs[0], "later")
        Candidate.objects.filter(pk=pairs[0].pk).update(later_until=timezone.now() - timedelta(hours=1))
        assert clerk.get(f"{DESK}naechstes/").headers["Location"] == f"{DESK}{pairs[0].pk}/"

    def test_after_the_last_the_queue_is_empty(self, clerk: Client, pairs: list[Candidate]) -> None:
        for candidate in pairs[:2]:
            decide(clerk, candidate, "negative")
        html = page(decide(clerk, pairs[2], "unsure"))
        assert "3 von 3 entschieden" in html
        assert "Kein Paar wartet" in html
        assert "Rückgängig" in html


class TestTwoClerks:
    def test_get_different_pairs(self, clerk: Client, colleague: Client, pairs: list[Candidate]) -> None:
        first = clerk.get(f"{DESK}naechstes/").headers["Location"]
        second = colleague.get(f"{DESK}naechstes/").headers["Location"]
        assert first == f"{DESK}{pairs[0].pk}/"
        assert second == f"{DESK}{pairs[1].pk}/"

    def test_one_cannot_decide_what_the_other_looks_at(
        self, clerk: Client, colleague: Client, pairs: list[Candidate]
    ) -> None:
        clerk.get(f"{DESK}{pairs[0].pk}/")
        html = page(colleague.get(f"{DESK}{pairs[0].pk}/"))
        assert "Jemand anderes sieht dieses Paar gerade an." in html
        assert 'name="decision"' not in html
        assert "Es wurde nichts geändert" in page(decide(colleague, pairs[0], "positive"))
        assert not Judgement.objects.exists()

    def test_a_pair_left_lying_is_free_again(self, clerk: Client, colleague: Client, pairs: list[Candidate]) -> None:
        clerk.get(f"{DESK}{pairs[0].pk}/")
        Candidate.objects.update(held_until=timezone.now() - timedelta(seconds=1))
        assert 'name="decision"' in page(colleague.get(f"{DESK}{pairs[0].pk}/"))

    def test_what_one_has_settled_the_other_is_told(
        self, clerk: Client, colleague: Client, pairs: list[Candidate]
    ) -> None:
        decide(clerk, pairs[0], "positive")
        assert "Es wurde nichts geändert" in page(decide(colleague, pairs[0], "negative"))
        assert Judgement.objects.get().verdict == Verdict.POSITIVE


class TestJudgements:
    def test_are_listed_by_whom_and_can_be_taken_back(
        self, clerk: Client, operator: Account, pairs: list[Candidate]
    ) -> None:
        decide(clerk, pairs[0], "positive")
        made = Judgement.objects.get()
        html = page(clerk.get(f"{DESK}urteile/", {"by": "people"}))
        assert operator.email in html
        assert "Solche Urteile gibt es nicht" in page(clerk.get(f"{DESK}urteile/", {"by": "rules"}))
        question = page(clerk.get(f"{DESK}urteile/{made.pk}/"))
        assert "Dieses Urteil zurücknehmen" in question
        assert not Judgement.objects.get().withdrawn_at
        html = page(clerk.post(f"{DESK}urteile/{made.pk}/zuruecknehmen/", follow=True))
        assert "Das Urteil ist zurückgenommen." in html
        assert Judgement.objects.get().withdrawn_by == f"account:{operator.pk}"
        assert "Tkalcovna Vzorek Jih" in page(clerk.get(f"{DESK}urteile/", {"state": "withdrawn"}))
        again = page(clerk.post(f"{DESK}urteile/{made.pk}/zuruecknehmen/", follow=True))
        assert "Das Urteil war bereits zurückgenommen." in again

    def test_the_organisations_page_leads_operators_to_them(
        self, clerk: Client, colleague: Client, pairs: list[Candidate]
    ) -> None:
        decide(clerk, pairs[0], "positive")
        shown = f"/de/verzeichnis/{public_id(lei(1))}/"
        html = page(clerk.get(shown, follow=True))
        assert "Verknüpfte Einträge" in html
        assert f"{DESK}urteile/{Judgement.objects.get().pk}/" in html
        assert "Verknüpfte Einträge" not in page(Client().get(shown, follow=True))
