from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from regiowerk.search.analysis import wordlists


@pytest.fixture
def small(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without lists, and only the smallest language to make."""
    settings.WORDLIST_DIR = tmp_path / "wordlists"
    monkeypatch.setattr(wordlists, "LANGUAGES", {"en": wordlists.LANGUAGES["en"]})
    return tmp_path / "wordlists"


def test_lists_are_made_once(small: Path) -> None:
    counted: list[int] = []
    assert wordlists.missing() == ["en"]
    assert wordlists.make("en", counted.append)
    assert sum(counted) > 10_000
    assert not wordlists.make("en")
    assert wordlists.missing() == []


def test_a_killed_making_leaves_nothing_that_is_taken_for_a_list(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        wordlists.make("en", killed)
    assert wordlists.missing() == ["en"]
    assert wordlists.make("en")


def test_the_command_makes_what_is_missing(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("search", "wordlists", "--json")
    assert capsys.readouterr().out == '{"made": ["en"]}\n'
    call_command("search", "wordlists", "--json")
    assert capsys.readouterr().out == '{"made": []}\n'
