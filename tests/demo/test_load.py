import json
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from regiowerk.demo import profiles
from regiowerk.demo.actions import PART
from regiowerk.demo.generate import FIRST_MONTH, ORGANISATIONS
from regiowerk.directory.models import Organisation, Profile
from regiowerk.registers.models import Run, RunState

pytestmark = pytest.mark.django_db

GERMAN = ORGANISATIONS["small"][0] + sum(1 for _ in profiles.german_firms())
CZECH = ORGANISATIONS["small"][1] + sum(1 for _ in profiles.czech_firms(FIRST_MONTH))
WITHOUT_REGISTER = 13  # German public bodies with a profile


def load(*options: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("demo", "load", "--size", "small", "--json", *options, stdout=out)
    runs: list[dict[str, Any]] = json.loads(out.getvalue())
    return runs


def test_the_importers_take_in_all_organisations_and_no_natural_person() -> None:
    runs = load()
    assert [(run["source"], run["new"]) for run in runs] == [("de_offeneregister", GERMAN), ("cz_res", CZECH)]
    assert Organisation.objects.filter(country="DE").count() == GERMAN + WITHOUT_REGISTER
    assert Organisation.objects.filter(country="CZ").count() == CZECH
    for run in Run.objects.all():
        assert (run.state, run.part, run.refused) == (RunState.DONE, PART, {})
        assert run.left_out["natural_person"] > 0


def test_loading_again_changes_nothing() -> None:
    load()
    ids = set(Organisation.objects.values_list("public_id", flat=True))
    for run in load():
        assert (run["new"], run["changed"], run["missing"], run["gone"]) == (0, 0, 0, 0)
    assert set(Organisation.objects.values_list("public_id", flat=True)) == ids


def test_a_month_on_some_are_new_changed_and_missing() -> None:
    load()
    for run in load("--month", "1"):
        assert run["new"] > 0
        assert run["changed"] > 0
        assert run["missing"] > 0
        assert run["unchanged"] > 20 * run["changed"]


def test_if_empty_loads_once_and_finishes_what_was_begun() -> None:
    call_command("demo", "load", "--size", "small", "--if-empty", stdout=StringIO())
    assert Run.objects.count() == 2
    call_command("demo", "load", "--size", "small", "--if-empty", stdout=StringIO())
    assert Run.objects.count() == 2
    Run.objects.filter(source="cz_res").update(state=RunState.FAILED)
    call_command("demo", "load", "--size", "small", "--if-empty", stdout=StringIO())
    assert Run.objects.count() == 4


def test_if_empty_leaves_a_directory_with_other_organisations_alone() -> None:
    Organisation.objects.create(
        name="Beispiel GmbH", country="DE", kind="company", status="active", updated_on="2026-01-01"
    )
    call_command("demo", "load", "--size", "small", "--if-empty", stdout=StringIO())
    assert not Run.objects.exists()


def test_text_output_says_where_to_go_next() -> None:
    out = StringIO()
    call_command("demo", "load", "--size", "small", stdout=out)
    assert "regiowerk serve" in out.getvalue()


def test_files_are_written_without_importing(tmp_path: Path) -> None:
    out = StringIO()
    call_command("demo", "files", str(tmp_path), "--size", "small", "--json", stdout=out)
    assert [Path(path).name for path in json.loads(out.getvalue())] == [
        "de_companies.jsonl.gz",
        "res_data.csv",
        "res_pf_nace.csv",
    ]
    assert not Run.objects.exists()


def test_an_unknown_size_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("demo", "load", "--size", "huge")


def test_profiles_meet_their_register_entries_and_others_stand_alone() -> None:
    load()
    assert Profile.objects.count() == 400
    assert Counter(Profile.objects.values_list("language", flat=True)) == {"de": 170, "cs": 150, "pl": 40, "fi": 40}
    backed = Profile.objects.filter(organisation__entries__isnull=False)
    assert backed.filter(language="cs").count() == 150
    assert backed.filter(language="de").count() == 170 - WITHOUT_REGISTER
    assert Organisation.objects.filter(profile__isnull=False).exclude(nuts3="").count() > 300


def test_profiles_have_no_row_that_is_refused() -> None:
    for file in profiles.FILES:
        lines = file.read_text(encoding="utf-8").splitlines()
        assert len(list(profiles.rows(file))) == len(lines)
