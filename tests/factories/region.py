"""A small region on both sides of the border, taken in by the real importers and indexed."""

from pathlib import Path

from regiowerk.directory.models import Organisation
from regiowerk.registers.actions import import_files
from regiowerk.registers.models import Run
from tests.factories.registers import cz_row, de_row, write_cz, write_de

LONG_NAME = (
    "Gesellschaft für Werkzeugmaschinenbau, Sondermaschinen und Automatisierungstechnik im mittleren Erzgebirge "
    "und Umgebung mit beschränkter Haftung & Co. Kommanditgesellschaft"
)
GERMAN = 30
CZECH = 15


def import_small_region(folder: Path) -> list[Run]:
    """One run for each side. Names tell what is where: Musterbau n, Ukázka n; some have a story of their own."""
    german = [de_row(1000 + number, f"Musterbau {number} GmbH") for number in range(GERMAN - 2)]
    german += [
        de_row(
            2000,
            "Erzgebirge Präzision GmbH",
            previous_names=[{"company_name": "Metallwaren Nordlicht GmbH"}],
            registered_address="Dorfstraße 1, 09111 Chemnitz.",
        ),
        de_row(2001, LONG_NAME, section="HRA"),
    ]
    czech = [cz_row(2_000_000 + number, f"Ukázka {number} s.r.o.") for number in range(CZECH - 1)]
    sensors = {"NACE2025": "26510", "PSC": "40001", "OBEC_TEXT": "Ústí nad Labem"}
    czech += [cz_row(2_100_000, "Severočeská Senzorika s.r.o.", **sensors)]
    return [
        import_files(source="de_offeneregister", paths=[write_de(folder / "de.jsonl", german)], by="tests"),
        import_files(source="cz_res", paths=[write_cz(folder / "res_data.csv", czech)], by="tests"),
    ]


def organisation(name: str) -> Organisation:
    return Organisation.objects.get(name=name)
