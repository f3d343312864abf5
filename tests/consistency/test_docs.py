"""The documents keep up with the code."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from regiowerk.common.commands import VerbCommand
from regiowerk.registers.sources import catalogue

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/**/README.md")])
# Paths of a machine have no place in the repository.
SLIPS = re.compile(r"/(?:home|root|tmp|work)/[a-z]", re.IGNORECASE)


def verbs() -> set[str]:
    found = set()
    for name, app in get_commands().items():
        if str(app).startswith("regiowerk."):
            command = load_command_class(app, name) if isinstance(app, str) else app
            found.update(f"{name} {verb}" for verb in command.verbs) if isinstance(command, VerbCommand) else found.add(
                name
            )
    return found


def test_commands_named_in_the_documents_exist() -> None:
    known = verbs() | {"migrate", "check"}
    named = {
        (document.name, match["command"])
        for document in DOCUMENTS
        for match in re.finditer(r"regiowerk (?P<command>[a-z-]+(?: [a-z-]+)?)\b", document.read_text(encoding="utf-8"))
        if f"`regiowerk {match['command']}" in document.read_text(encoding="utf-8")
    }
    assert named
    for document, command in named:
        assert command in known or command.split()[0] in known, f"{document}: regiowerk {command}"


def test_settings_are_documented() -> None:
    code = (ROOT / "src/regiowerk/config/settings.py").read_text(encoding="utf-8")
    documented = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    variables = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", code))
    assert len(variables) > 10
    for variable in variables:
        assert f"`{variable}`" in documented


def test_sources_are_documented() -> None:
    documented = (ROOT / "docs/registers.md").read_text(encoding="utf-8")
    for name in catalogue.names():
        assert f"`{name}`" in documented


def test_relative_links_lead_somewhere() -> None:
    links = 0
    for document in DOCUMENTS:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8")):
            links += 1
            assert (document.parent / target).exists(), f"{document}: {target}"
    assert links


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_documents_name_no_machine(document: Path) -> None:
    assert not SLIPS.search(document.read_text(encoding="utf-8"))


def test_lock_files_name_no_address() -> None:
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert len(locks) >= 3
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
    for lock in (ROOT / "package-lock.json", ROOT / "tests" / "benchmarks" / "package-lock.json"):
        packages = lock.read_text(encoding="utf-8")
        assert '"integrity"' in packages
        assert '"resolved"' not in packages
