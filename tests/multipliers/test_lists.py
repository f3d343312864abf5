"""Lists from their upload to their end, and whom they belong to."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from regiowerk.accounts.models import Account
from regiowerk.activity.models import LogEntry
from regiowerk.common.text import fold
from regiowerk.directory import lookups
from regiowerk.jobs import queries as jobs
from regiowerk.jobs import worker
from regiowerk.multipliers import actions, queries
from regiowerk.multipliers.models import ColumnMemory, MemberList, MemberRow
from regiowerk.multipliers.tasks import delete_untouched
from regiowerk.registers.models import Run
from tests.factories.region import organisation
from tests.multipliers.lists import COLUMNS, HEADER, ROWS, do_job, matched, run_job, upload

pytestmark = pytest.mark.django_db


def row(members: MemberList, number: int) -> MemberRow:
    return members.rows.select_related("member_list").get(number=number)


def decisions(members: MemberList) -> list[str]:
    return list(members.rows.order_by("number").values_list("decision", flat=True))


class TestColumns:
    def test_are_guessed_for_a_header_that_is_new(self, owner: Account) -> None:
        assert upload(owner).columns == COLUMNS

    def test_are_remembered_for_the_next_list_with_the_header(self, owner: Account, stranger: Account) -> None:
        actions.match_list(members=upload(owner), columns={"name": 2}, country="CZ")
        again = actions.take_in(owner=owner.pk, name="x", file_name="x", country="", header=HEADER, rows=ROWS)
        assert (again.columns, again.country) == ({"name": 2}, "CZ")
        assert upload(stranger).columns == COLUMNS

    def test_without_a_name_are_refused(self, owner: Account) -> None:
        members = upload(owner)
        with pytest.raises(actions.NoNameColumnError):
            actions.match_list(members=members, columns={"town": 2}, country="DE")
        assert not ColumnMemory.objects.exists()
        members.refresh_from_db()
        assert members.state == MemberList.State.UPLOADED


class TestMatching:
    def test_finds_what_rows_mean(self, region: list[Run], owner: Account) -> None:
        members = matched(owner)
        assert members.state == MemberList.State.MATCHED
        wanted = organisation("Erzgebirge Präzision GmbH").public_id
        found = queries.page(members.pk, owner.pk).rows
        assert [row.organisation.public_id if row.organisation else None for row in found] == [
            wanted,
            wanted,
            None,
            None,
        ]
        assert [row.decision for row in found][::2] == ["sure", "none"]
        assert found[3].decision == "none"  # it has no name
        assert [found[0].chosen.reasons[0] if found[0].chosen else None] == [("name_same", "")]

    def test_run_twice_finds_the_same(self, region: list[Run], owner: Account) -> None:
        members = matched(owner)
        before = list(members.rows.order_by("number").values())
        run_job(members)
        assert list(members.rows.order_by("number").values()) == before

    def test_of_a_list_that_is_gone_does_nothing(self, region: list[Run], owner: Account) -> None:
        members = upload(owner)
        actions.match_list(members=members, columns=COLUMNS, country="DE")
        actions.delete(members=MemberList.objects.get())
        assert do_job(members.job, members.pk) == 0

    def test_that_a_later_one_replaces_changes_nothing(self, region: list[Run], owner: Account) -> None:
        members = upload(owner)
        actions.match_list(members=members, columns=COLUMNS, country="DE")
        earlier = members.job
        actions.match_list(members=members, columns=COLUMNS, country="DE")
        assert do_job(earlier, members.pk) == 0
        assert decisions(members) == [""] * 4

    def test_again_keeps_what_a_person_settled(self, region: list[Run], owner: Account) -> None:
        members = matched(owner)
        other = lookups.entry_of(organisation("Musterbau 3 GmbH").public_id)
        actions.settle(row=row(members, 1), entry=other, by="account:1")
        actions.match_list(members=members, columns=COLUMNS, country="DE")
        run_job(members)
        found = row(members, 1)
        assert (found.decision, found.entry_id, found.settled_by) == ("sure", other, "account:1")


@pytest.mark.django_db(transaction=True)
def test_a_worker_matches_and_tells_how_far_it_is(
    region: list[Run], owner: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_keep", lambda name, stop: None)  # a database in memory is one thread's
    members = upload(owner)
    actions.match_list(members=members, columns=COLUMNS, country="DE")
    worker.work(until_empty=True)
    members.refresh_from_db()
    job = jobs.job(members.job)
    assert job is not None
    assert (members.state, job.state, job.done, job.total, job.answer) == ("matched", "successful", 4, 4, 4)


class TestADecision:
    def test_is_the_persons_and_can_be_changed(self, region: list[Run], owner: Account) -> None:
        members = matched(owner)
        entry = lookups.entry_of(organisation("Musterbau 3 GmbH").public_id)
        actions.settle(row=row(members, 3), entry=entry, by="account:7")
        actions.settle(row=row(members, 3), entry=None, by="account:7")
        found = row(members, 3)
        assert (found.decision, found.entry_id, found.settled_by) == ("none", None, "account:7")

    def test_taken_back_leaves_what_the_matching_says(self, region: list[Run], owner: Account) -> None:
        members = matched(owner)
        before = row(members, 1)
        actions.settle(row=row(members, 1), entry=None, by="account:7")
        actions.take_back(row=row(members, 1), by="account:7")
        after = row(members, 1)
        assert (after.decision, after.entry_id, after.settled_by, after.settled_at) == (
            before.decision,
            before.entry_id,
            "",
            None,
        )

    def test_is_written_down_without_names(self, region: list[Run], owner: Account) -> None:
        members = matched(owner)
        actions.settle(row=row(members, 1), entry=None, by="account:7")
        actions.rename(members=members, name="Another name")
        actions.delete(members=members)
        entries = LogEntry.objects.filter(object_type="multipliers.memberlist").order_by("pk")
        assert [entry.verb for entry in entries] == [
            "uploaded",
            "started matching",
            "matched",
            "settled",
            "renamed",
            "deleted",
        ]
        assert "name" not in fold(str([entry.data for entry in entries]))
        assert not MemberRow.objects.exists()


class TestRows:
    def test_are_found_by_decision_and_words(self, region: list[Run], owner: Account) -> None:
        members = matched(owner)
        assert queries.page(members.pk, owner.pk).total == 4
        assert [found.number for found in queries.page(members.pk, owner.pk, decision="none").rows] == [3, 4]
        assert [found.number for found in queries.page(members.pk, owner.pk, text="CHEMNITZ prazision").rows] == [1]

    def test_come_in_pages_that_end(self, owner: Account) -> None:
        members = upload(owner, tuple((str(number), f"Firma {number}", "Ulm") for number in range(120)))
        last = queries.page(members.pk, owner.pk, number=99)
        assert (last.number, last.pages, len(last.rows)) == (3, 3, 20)
        parts = [len(part) for part in queries.all_rows(members.pk, owner.pk, 50)]
        assert parts == [50, 50, 20]

    def test_are_nobody_elses(self, region: list[Run], owner: Account, stranger: Account) -> None:
        members = matched(owner)
        other = stranger.pk
        assert queries.lists(other) == []
        assert queries.card(members.pk, other) is None
        assert queries.member_list(members.pk, other) is None
        assert queries.member_row(members.pk, 1, other) is None
        assert queries.row(members.pk, 1, other) is None
        assert queries.page(members.pk, other).rows == ()
        assert queries.first_rows(members.pk, other, 5) == []
        assert list(queries.all_rows(members.pk, other, 50)) == []
        assert queries.next_to_check(members.pk, other, 0) is None


def test_lists_that_nobody_touched_for_long_are_deleted(owner: Account) -> None:
    old, new = upload(owner), upload(owner)
    MemberList.objects.filter(pk=old.pk).update(touched_at=timezone.now() - timedelta(days=366))
    context = SimpleNamespace(task_result=SimpleNamespace(id="1"))
    assert delete_untouched.func(context) == 1
    assert list(MemberList.objects.all()) == [new]
    assert LogEntry.objects.latest("pk").data == {"rows": len(ROWS)}


def test_a_decision_counts_as_touching(region: list[Run], owner: Account) -> None:
    members = matched(owner)
    MemberList.objects.update(touched_at=timezone.now() - timedelta(days=366))
    actions.settle(row=row(members, 1), entry=None, by="account:1")
    context = SimpleNamespace(task_result=SimpleNamespace(id="1"))
    assert delete_untouched.func(context) == 0
