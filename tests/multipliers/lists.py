"""Lists of members for the tests: of organisations of the small region."""

from types import SimpleNamespace

from regiowerk.accounts.models import Account
from regiowerk.multipliers import actions
from regiowerk.multipliers.columns import Mapped
from regiowerk.multipliers.models import MemberList
from regiowerk.multipliers.tasks import match_members

HEADER = ("Nr.", "Firma", "Ort")
ROWS = (
    ("1", "Erzgebirge Präzision GmbH", "Chemnitz"),
    ("2", "Erzgebirge Präzison GmbH", "Chemnitz"),
    ("3", "=Nirgendwo Unbekannt AG", "Entenhausen"),
    ("4", "", "Chemnitz"),
)
COLUMNS: Mapped = {"name": 1, "town": 2}


def upload(owner: Account, rows: tuple[tuple[str, ...], ...] = ROWS, name: str = "Kammer") -> MemberList:
    return actions.take_in(owner=owner.pk, name=name, file_name="members.csv", country="DE", header=HEADER, rows=rows)


def run_job(members: MemberList) -> None:
    """What a worker does with the list's job."""
    members.refresh_from_db()
    do_job(members.job, members.pk)
    members.refresh_from_db()


def do_job(job_id: str, list_id: int) -> int:
    context = SimpleNamespace(task_result=SimpleNamespace(id=job_id))
    return int(match_members.func(context, list_id=list_id))


def matched(owner: Account, rows: tuple[tuple[str, ...], ...] = ROWS) -> MemberList:
    members = upload(owner, rows)
    actions.match_list(members=members, columns=COLUMNS, country="DE")
    run_job(members)
    return members
