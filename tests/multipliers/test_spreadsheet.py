"""Spreadsheets as people send them."""

import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.multipliers import spreadsheet
from regiowerk.multipliers.spreadsheet import UnusableSheetError, read
from tests.multipliers.books import book, day, formula, number, text


def written(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnusableSheetError) as raised:
        read(path)
    return raised.value.code


class TestAWorkbook:
    def test_is_read_from_the_first_sheet_that_has_rows(self, tmp_path: Path) -> None:
        file = book(tmp_path / "a.xlsx", [[text("Name"), text("Ort")], [text("Müller GmbH"), text("Görlitz")]])
        assert read(file) == (("Name", "Ort"), [("Müller GmbH", "Görlitz")])

    def test_shows_results_of_formulas_and_never_their_code(self, tmp_path: Path) -> None:
        rows = [[text("Name"), text("Ort")], [formula('CONCATENATE("Mül","ler")', "Müller"), text("Ulm")]]
        assert read(book(tmp_path / "a.xlsx", rows))[1] == [("Müller", "Ulm")]

    def test_has_the_text_of_merged_cells_in_the_first_one(self, tmp_path: Path) -> None:
        rows = [[text("Name"), text("Ort"), text("PLZ")], [text("Müller"), text(""), text("01067")]]
        assert read(book(tmp_path / "a.xlsx", rows, merged="A2:B2"))[1] == [("Müller", "", "01067")]

    def test_shows_dates_as_dates_and_whole_numbers_without_a_point(self, tmp_path: Path) -> None:
        rows = [[text("Name"), text("Since"), text("Number")], [text("Müller"), day(45352), number(4711.0)]]
        assert read(book(tmp_path / "a.xlsx", rows))[1] == [("Müller", "2024-03-01", "4711")]

    def test_with_a_macro_is_read_without_looking_at_it(self, tmp_path: Path) -> None:
        file = book(tmp_path / "a.xlsm", [[text("Name"), text("Ort")], [text("Müller"), text("Ulm")]], macro=True)
        assert read(file)[1] == [("Müller", "Ulm")]

    def test_may_have_its_header_below_a_title(self, tmp_path: Path) -> None:
        rows = [[text("Members of 2026")], [], [text("Name"), text("Ort")], [text("Müller"), text("Ulm")]]
        assert read(book(tmp_path / "a.xlsx", rows)) == (("Name", "Ort"), [("Müller", "Ulm")])

    def test_of_another_type_than_its_name_is_no_table(self, tmp_path: Path) -> None:
        assert refusal(written(tmp_path / "a.xlsx", "Name;Ort\nMüller;Ulm\n")) == "not_a_table"

    def test_cut_off_is_no_table(self, tmp_path: Path) -> None:
        file = book(tmp_path / "a.xlsx", [[text("Name"), text("Ort")]] + [[text("Müller"), text("Ulm")]] * 50)
        file.write_bytes(file.read_bytes()[:900])
        assert refusal(file) == "not_a_table"


class TestABomb:
    def test_that_says_its_size_is_not_opened(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(spreadsheet, "MAX_UNPACKED_BYTES", 1_000_000)
        file = book(tmp_path / "a.xlsx", [[text("Name"), text("Ort")], [text("Müller"), text("Ulm")]])
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/media/picture.bin", b"\0" * 2_000_000)
        assert file.stat().st_size < 10_000
        assert refusal(file) == "bomb"

    def test_that_hides_its_size_is_not_opened(self, tmp_path: Path) -> None:
        file = book(tmp_path / "a.xlsx", [[text("Name"), text("Ort")]] + [[text("Müller"), text("Ulm")]] * 500)
        raw = bytearray(file.read_bytes())
        with zipfile.ZipFile(file) as archive:
            size = archive.getinfo("xl/worksheets/sheet2.xml").file_size
        said = struct.pack("<L", size)
        assert raw.count(said) == 2  # at the part itself, and in the list at the end
        file.write_bytes(bytes(raw).replace(said, struct.pack("<L", 100)))
        assert refusal(file) == "not_a_table"


class TestAText:
    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    def test_may_have_any_usual_separator(self, tmp_path: Path, delimiter: str) -> None:
        content = "\n".join(delimiter.join(row) for row in (("Name", "Ort"), ("Müller", "Ulm"), ("Maier", "Aue")))
        assert read(written(tmp_path / "a.csv", content)) == (("Name", "Ort"), [("Müller", "Ulm"), ("Maier", "Aue")])

    def test_with_commas_in_names_and_semicolons_between_is_understood(self, tmp_path: Path) -> None:
        content = "Name;Ort\nMaier, Müller, Schulz OHG;Ulm\nAlt, Neu GbR;Aue\n"
        assert read(written(tmp_path / "a.csv", content))[1][0] == ("Maier, Müller, Schulz OHG", "Ulm")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "cp1252"])
    def test_may_have_any_usual_encoding(self, tmp_path: Path, encoding: str) -> None:
        content = "Name;Ort\nMüller & Söhne „Weiß“;Görlitz\n"
        assert read(written(tmp_path / "a.csv", content, encoding))[1] == [("Müller & Söhne „Weiß“", "Görlitz")]

    @pytest.mark.parametrize(
        ("encoding", "name"),
        [
            ("cp1250", "Železářství Dvořák"),
            ("cp1250", "Spółdzielnia Łąka Świdnica"),
            ("cp1250", "Čistírna"),
            ("cp1252", "Åbo Båtvarv"),
            ("cp1252", "Société Générale à Genève"),
        ],
    )
    def test_of_any_corner_of_europe_keeps_its_letters(self, tmp_path: Path, encoding: str, name: str) -> None:
        assert read(written(tmp_path / "a.csv", f"Name;Ort\n{name};X\n", encoding))[1] == [(name, "X")]

    def test_keeps_separators_quotes_and_lines_within_quotes(self, tmp_path: Path) -> None:
        content = 'Name;Ort\r\n"Müller; ""Zur\r\nLinde""";Ulm\r\n'
        assert read(written(tmp_path / "a.csv", content))[1] == [('Müller; "Zur Linde"', "Ulm")]

    def test_with_rows_of_different_length_is_filled_up(self, tmp_path: Path) -> None:
        content = "Name;Ort\nMüller\nMaier;Ulm;more\n"
        assert read(written(tmp_path / "a.csv", content)) == (
            ("Name", "Ort", ""),
            [("Müller", "", ""), ("Maier", "Ulm", "more")],
        )

    def test_with_100_000_rows_is_taken_and_with_more_refused(self, tmp_path: Path) -> None:
        content = "Name;Ort\n" + "Müller;Ulm\n" * spreadsheet.MAX_ROWS
        assert len(read(written(tmp_path / "a.csv", content))[1]) == 100_000
        assert refusal(written(tmp_path / "b.csv", content + "Maier;Aue\n")) == "too_many_rows"

    @pytest.mark.parametrize("content", ["", "\n\n", "Name;Ort\n", "Name;Ort\n;\n"])
    def test_without_rows_is_refused(self, tmp_path: Path, content: str) -> None:
        assert refusal(written(tmp_path / "a.csv", content)) == "no_rows"

    def test_that_is_a_picture_is_refused(self, tmp_path: Path) -> None:
        file = tmp_path / "a.csv"
        file.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0")
        assert refusal(file) == "not_a_table"

    def test_that_is_too_big_is_not_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(spreadsheet, "MAX_FILE_BYTES", 20)
        assert refusal(written(tmp_path / "a.csv", "Name;Ort\nMüller;Ulm\nMaier;Aue\n")) == "file_too_big"


@given(st.binary(max_size=400), st.sampled_from([".csv", ".xlsx", ".xls", ".ods"]))
def test_any_bytes_are_a_table_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes, ending: str) -> None:
    file = tmp_path_factory.getbasetemp() / f"any{ending}"
    file.write_bytes(raw)
    try:
        header, rows = read(file)
    except UnusableSheetError:
        return
    assert all(len(row) == len(header) for row in rows)
