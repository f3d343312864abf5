"""From the registers to one organisation and back: rules link, people judge, everything can be undone."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from regiowerk.activity.models import LogEntry
from regiowerk.directory import queries as directory
from regiowerk.directory.models import Organisation, OrganisationEntry
from regiowerk.linking import judging, queries, store
from regiowerk.linking.models import RULES, Candidate, ClusterMember, Judgement, Verdict
from regiowerk.registers import storing
from regiowerk.registers.actions import import_files
from regiowerk.registers.models import Entry, Run
from regiowerk.search import queries as search
from regiowerk.search.interface import Query
from tests.factories.lei import lei, lei_row, write_lei
from tests.factories.registers import cz_row, ico, write_cz

pytestmark = pytest.mark.django_db(transaction=True)

FIRM, OTHER = 3_000_001, 3_000_002


def take_in_czech(folder: Path, **changes: str) -> Run:
    rows = [cz_row(3_000_100 + number, f"Vzor {number} s.r.o.") for number in range(20)]
    rows += [cz_row(FIRM, "Strojírna Ještěd s.r.o.", **changes), cz_row(OTHER, "Strojírna Ještěd Servis s.r.o.")]
    return import_files(source="cz_res", paths=[write_cz(folder / "res_data.csv", rows)], by="tests")


def take_in_lei(folder: Path, *rows: dict[str, object]) -> Run:
    return import_files(source="gleif", paths=[write_lei(folder / "lei.json", rows)], by="tests")


def entry(key: str) -> Entry:
    return Entry.objects.get(key=key)


@pytest.fixture
def linked(tmp_path: Path) -> Judgement:
    """Both registers name the same number."""
    take_in_czech(tmp_path)
    take_in_lei(tmp_path, lei_row(1, "STROJÍRNA JEŠTĚD, s.r.o.", registered_as=ico(FIRM)))
    return Judgement.objects.get()


def indexed() -> int:
    """How many records linking looks for partners in."""
    with store.opened() as index:
        return len(index)


def found(text: str) -> list[str]:
    return [hit.id for hit in search.search(Query(text=text, language="cs")).hits]


class TestRules:
    def test_entries_with_one_number_are_one_organisation(self, linked: Judgement) -> None:
        assert (linked.verdict, linked.by) == (Verdict.POSITIVE, RULES)
        assert linked.reasons[0][0] == "identifier_same"
        page = directory.organisation_page(str(directory.find_by_identifier(ico(FIRM))))
        assert page
        assert page.name == "Strojírna Ještěd s.r.o."
        assert [origin.source for origin in page.origins] == ["cz_res", "gleif"]
        assert directory.find_by_identifier(lei(1)) == page.public_id
        assert found(lei(1)) == [page.public_id]

    def test_the_same_file_again_judges_nothing_anew(self, linked: Judgement, tmp_path: Path) -> None:
        take_in_lei(tmp_path, lei_row(1, "STROJÍRNA JEŠTĚD, s.r.o.", registered_as=ico(FIRM)))
        take_in_czech(tmp_path)
        assert [judgement.pk for judgement in Judgement.objects.all()] == [linked.pk]

    def test_a_number_that_was_corrected_takes_the_link_along(self, linked: Judgement, tmp_path: Path) -> None:
        take_in_lei(tmp_path, lei_row(1, "Strojírna Ještěd Servis s.r.o.", registered_as=ico(OTHER)))
        linked.refresh_from_db()
        assert linked.withdrawn_by == RULES
        assert directory.find_by_identifier(lei(1)) == directory.find_by_identifier(ico(OTHER))

    def test_an_erased_entry_leaves_no_trace(self, linked: Judgement) -> None:
        with transaction.atomic():
            storing.erase([entry(lei(1)).pk])
        assert not Judgement.objects.exists()
        assert not ClusterMember.objects.exists()
        assert Organisation.objects.filter(merged_into__isnull=False).count() == 0
        assert directory.find_by_identifier(lei(1)) is None
        assert directory.find_by_identifier(ico(FIRM)) is not None
        assert indexed() == Entry.objects.count() == 22

    def test_an_erased_entry_is_forgotten_as_soon_as_the_index_is_free(self, linked: Judgement) -> None:
        with store.opened(), transaction.atomic():
            storing.erase([entry(lei(1)).pk])
        assert indexed() == Entry.objects.count() == 22
        assert not list((store.folder() / "erased").iterdir())

    def test_what_was_not_erased_in_the_end_stays_in_the_index(self, linked: Judgement) -> None:
        with transaction.atomic():
            storing.erase([entry(lei(1)).pk])
            transaction.set_rollback(True)
        assert indexed() == Entry.objects.count() == 23


class TestUndo:
    def test_brings_everything_back(self, linked: Judgement, client: Client) -> None:
        kept = str(directory.find_by_identifier(ico(FIRM)))
        merged = Organisation.objects.get(merged_into__public_id=kept).public_id
        assert client.get(f"/cs/adresar/{merged}/")["Location"] == f"/cs/adresar/{kept}/"
        assert client.get(f"/cs/adresar/{merged}.json")["Location"] == f"/cs/adresar/{kept}.json"
        assert judging.withdraw(judgement=linked.pk, by="account:1")
        assert directory.find_by_identifier(ico(FIRM)) == kept
        assert directory.find_by_identifier(lei(1)) == merged
        page = directory.organisation_page(merged)
        assert page
        assert page.name == "STROJÍRNA JEŠTĚD, s.r.o."
        assert not judging.withdraw(judgement=linked.pk, by="account:1")

    def test_of_a_rule_holds_against_the_rule(self, linked: Judgement, tmp_path: Path) -> None:
        judging.withdraw(judgement=linked.pk, by="account:1")
        take_in_lei(tmp_path, lei_row(1, "Strojírna Ještěd s.r.o.", registered_as=ico(FIRM)))
        assert not Judgement.objects.filter(withdrawn_at=None).exists()
        candidate = Candidate.objects.get()
        assert {candidate.left.key, candidate.right.key} == {ico(FIRM), lei(1)}

    def test_is_written_into_the_record(self, linked: Judgement) -> None:
        judging.withdraw(judgement=linked.pk, by="account:1")
        verbs = list(LogEntry.objects.filter(object_type="organisation").values_list("verb", flat=True))
        assert verbs == ["organisation_merged", "organisation_separated"]
        assert LogEntry.objects.filter(verb="judgement_withdrawn", actor="account:1").exists()

    def test_lets_the_pair_wait_as_it_was(self, linked: Judgement) -> None:
        judging.withdraw(judgement=linked.pk, by="account:1")
        before = Candidate.objects.get()
        assert (before.run.source, before.weight, before.reasons) == ("gleif", linked.weight, linked.reasons)
        made = judging.judge(left=before.left_id, right=before.right_id, verdict=Verdict.UNSURE, by="account:1")
        assert not Candidate.objects.exists()
        judging.withdraw(judgement=made.pk, by="account:1")
        after = Candidate.objects.get()
        assert (after.run, after.weight, after.reasons) == (before.run, before.weight, before.reasons)


class TestPeople:
    def judge(self, left: str, right: str, verdict: Verdict) -> Judgement:
        return judging.judge(left=entry(left).pk, right=entry(right).pk, verdict=verdict, by="account:1")

    def test_what_a_person_says_takes_the_place_of_the_rule(self, linked: Judgement) -> None:
        self.judge(lei(1), ico(FIRM), Verdict.NEGATIVE)
        linked.refresh_from_db()
        assert linked.withdrawn_by == "account:1"
        assert directory.find_by_identifier(lei(1)) != directory.find_by_identifier(ico(FIRM))

    def test_two_live_entries_of_one_register_stay_apart(self, linked: Judgement) -> None:
        self.judge(ico(FIRM), ico(OTHER), Verdict.POSITIVE)
        assert directory.find_by_identifier(ico(OTHER)) != directory.find_by_identifier(ico(FIRM))

    def test_the_public_id_of_a_profile_is_kept(self, tmp_path: Path) -> None:
        take_in_lei(tmp_path, lei_row(2, "Docela jiná s.r.o."))
        take_in_czech(tmp_path)
        young = Organisation.objects.get(home_entries__entry=entry(ico(FIRM)))
        directory_profile(young)
        self.judge(lei(2), ico(FIRM), Verdict.POSITIVE)
        assert directory.find_by_identifier(lei(2)) == young.public_id
        page = directory.organisation_page(young.public_id)
        assert page
        assert page.own_words

    def test_an_entry_that_changes_stays_with_its_organisation(self, linked: Judgement, tmp_path: Path) -> None:
        kept = str(directory.find_by_identifier(ico(FIRM)))
        take_in_czech(tmp_path, FIRMA="Strojírna Ralsko s.r.o.")
        assert directory.find_by_identifier(lei(1)) == kept
        assert Organisation.objects.get(public_id=kept).name == "Strojírna Ralsko s.r.o."
        assert OrganisationEntry.objects.filter(organisation__public_id=kept).count() == 2

    def test_nobody_judges_an_entry_against_itself_or_nothing(self, linked: Judgement) -> None:
        known = entry(lei(1)).pk
        with pytest.raises(ValueError, match="itself"):
            judging.judge(left=known, right=known, verdict=Verdict.POSITIVE, by="account:1")
        with pytest.raises(judging.UnknownEntryError):
            judging.judge(left=known, right=0, verdict=Verdict.POSITIVE, by="account:1")

    def test_two_clerks_do_not_get_the_same_pair(self, linked: Judgement, tmp_path: Path) -> None:
        judging.withdraw(judgement=linked.pk, by="account:1")
        take_in_lei(tmp_path, lei_row(1, "Strojírna Ještěd s.r.o.", registered_as=ico(FIRM)))
        candidate = Candidate.objects.get().pk
        assert judging.hold(candidate=candidate, by="account:1")
        assert judging.hold(candidate=candidate, by="account:1")
        assert not judging.hold(candidate=candidate, by="account:2")
        assert queries.next_pair(by="account:1") == candidate
        assert queries.next_pair(by="account:2") is None

    def test_what_is_put_off_comes_back_after_a_week_or_when_called(self, linked: Judgement) -> None:
        judging.withdraw(judgement=linked.pk, by="account:1")
        candidate = Candidate.objects.get().pk
        judging.put_off(candidate=candidate, by="account:1")
        assert queries.next_pair(by="account:1") is None
        assert queries.progress() == queries.Progress(settled=0, waiting=0, put_off=1)
        assert judging.take_up(candidate=candidate, by="account:1")
        assert not judging.take_up(candidate=candidate, by="account:1")
        assert queries.next_pair(by="account:1") == candidate
        Candidate.objects.update(later_until=timezone.now() - timedelta(minutes=1))
        assert queries.next_pair(by="account:2") == candidate
        assert queries.progress() == queries.Progress(settled=0, waiting=1, put_off=0)


def directory_profile(organisation: Organisation) -> None:
    from datetime import date

    from regiowerk.directory.models import Profile

    Profile.objects.create(
        organisation=organisation,
        external_id="1",
        language="cs",
        description="Obrábíme.",
        updated_on=date(2026, 1, 1),
    )


class TestKilled:
    """Stands for the end of the process in the middle of it: nothing is half done, and the same again goes through."""

    class Killed(BaseException):
        pass

    def state(self) -> tuple[object, ...]:
        return (
            list(Judgement.objects.order_by("pk").values_list("pk", "withdrawn_by")),
            list(ClusterMember.objects.order_by("pk").values_list("entry", "cluster")),
            list(OrganisationEntry.objects.order_by("pk").values_list("entry", "organisation")),
            list(Organisation.objects.order_by("pk").values_list("pk", "merged_into")),
        )

    def test_in_the_middle_of_an_undo(self, linked: Judgement) -> None:
        before = self.state()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("regiowerk.directory.actions._write_columns", self.die)
            with pytest.raises(self.Killed):
                judging.withdraw(judgement=linked.pk, by="account:1")
        assert self.state() == before
        assert judging.withdraw(judgement=linked.pk, by="account:1")
        assert directory.find_by_identifier(lei(1)) != directory.find_by_identifier(ico(FIRM))

    def test_in_the_middle_of_a_merge(self, linked: Judgement) -> None:
        judging.withdraw(judgement=linked.pk, by="account:1")
        before = self.state()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("regiowerk.directory.actions._show_as_one", self.die)
            with pytest.raises(self.Killed):
                self.judge_same()
        assert self.state() == before
        self.judge_same()
        assert directory.find_by_identifier(lei(1)) == directory.find_by_identifier(ico(FIRM))

    def die(self, _: object) -> None:
        raise self.Killed

    def judge_same(self) -> None:
        judging.judge(left=entry(lei(1)).pk, right=entry(ico(FIRM)).pk, verdict=Verdict.POSITIVE, by="account:1")
