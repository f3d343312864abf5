"""The fonts that are made at set-up."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from regiowerk.web.assets import PROJECT_DIR
from regiowerk.web.fonts import make_fonts

PACKAGES = PROJECT_DIR / "node_modules" / "@fontsource-variable"
LETTERS = "ÄÖÜßäöüÁČĎÉĚÍŇÓŘŠŤÚŮÝŽáčďéěíňóřšťúůýžĄĆĘŁŃÓŚŹŻąćęłńóśźżÅåàâçèêëîïôùûœŒæìò„“”‚‘’–…€"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    if not PACKAGES.is_dir():
        pytest.skip("the fonts of npm are not there (npm ci)")
    return make_fonts(PACKAGES, tmp_path_factory.mktemp("fonts"))


def test_every_letter_of_the_languages_is_in_each_family(made: list[Path]) -> None:
    for family in ("regiowerk-sans", "regiowerk-display"):
        letters = {letter for file in made if file.name.startswith(family) for letter in TTFont(file).getBestCmap()}
        assert not {letter for letter in LETTERS if ord(letter) not in letters}, family


def test_they_are_light_and_bear_no_reserved_name(made: list[Path]) -> None:
    assert sum(file.stat().st_size for file in made) < 70_000
    for file in made:
        names = {record.nameID: str(record) for record in TTFont(file)["name"].names}
        assert names[4] in ("Regiowerk Sans", "Regiowerk Display")
        assert "OFL" in names[14]
        assert not any("Source" in text for number, text in names.items() if number != 0)


def test_text_keeps_its_weights(made: list[Path]) -> None:
    variable = {file.name for file in made if "fvar" in TTFont(file)}
    assert variable == {"regiowerk-sans-latin.woff2", "regiowerk-sans-latin-ext.woff2"}
