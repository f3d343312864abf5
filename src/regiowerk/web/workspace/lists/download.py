"""The list with what became of it, as a table that spreadsheet programs open as it is."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from regiowerk.common.text import slug
from regiowerk.directory import lookups
from regiowerk.directory.lookups import Contact
from regiowerk.multipliers import queries
from regiowerk.multipliers.models import MemberList
from regiowerk.multipliers.queries import RowView
from regiowerk.web.workspace.lists import words
from regiowerk.web.workspace.lists.views import own_list, owner_id

_PART = 500  # rows written at once
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_safe
@login_required
def download(request: HttpRequest, list_id: int) -> StreamingHttpResponse:
    members = own_list(request, list_id)
    response = StreamingHttpResponse(_lines(members, owner_id(request)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug(members.name) or members.pk}.csv"'
    return response


def _lines(members: MemberList, owner: int) -> Iterator[str]:
    """The columns of the list as they came, then the findings; the mark at the beginning tells Excel the encoding."""
    yield "\ufeff" + _line([*members.header, *_titles()])
    for rows in queries.all_rows(members.pk, owner, _PART):
        contacts = lookups.contacts({row.organisation.public_id for row in rows if row.organisation})
        yield "".join(_line([*row.as_written, *_findings(row, contacts)]) for row in rows)


def _titles() -> tuple[str, ...]:
    return (
        pgettext("match", "Decision"),
        pgettext("match", "Decided by a person"),
        _("Score in %"),
        _("Organisation id"),
        _("Organisation found"),
        _("Register entries"),
        _("Address"),
    )


def _findings(row: RowView, contacts: Mapping[str, Contact]) -> tuple[str, ...]:
    decision, settled = str(words.decision(row.decision)), _("yes") if row.settled else _("no")
    if row.organisation is None:
        return decision, settled, "", "", "", "", ""
    score = number_format(row.chosen.score * 100, 1) if row.chosen else ""
    found = row.organisation
    contact = contacts.get(found.public_id, Contact((), ""))
    return decision, settled, score, found.public_id, found.name, " ".join(contact.register_keys), contact.address


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";").writerow([_harmless(cell) for cell in cells])
    return line.getvalue()


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet program would take for a formula begins with an apostrophe and is text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
