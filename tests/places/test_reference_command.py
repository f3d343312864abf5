"""`regiowerk reference load`, on small files in the forms that it knows."""

import gzip
import io
import json
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from regiowerk.codelists import queries as codelists
from regiowerk.codelists.models import ReferenceSet
from regiowerk.places import download, loading, outlines, queries, readers
from regiowerk.places.models import Place, PostalCode

pytestmark = pytest.mark.django_db

FILES = {
    "nace_rev2_1_labels_24lang.csv.gz": "code,en,sk\nC,MANUFACTURING,VÝROBA\n25,Metal,Kovy\n25.62,Locks,Zámky\n",
    "nace_rev2_labels.csv.gz": "code,level,section,en,fr\nC,1,C,MANUFACTURING,INDUSTRIE\n25.72,4,C,Locks,Serrures\n",
    "iso20275_elf_1.4.1.csv.gz": (
        "ELF Code,Country of formation,Country Code (ISO 3166-1),Entity Legal Form name Local name,"
        "Language Code (ISO 639-1),ELF Status ACTV/INAC\n"
        "2HBR,Germany,DE,Gesellschaft mit beschränkter Haftung,de,ACTV\n8888,,,,,ACTV\nOLD1,Germany,DE,Alt,de,INAC\n"
    ),
    "nuts_labels_9lang.csv.gz": "code,en,de\nSE,Sverige,Schweden\nSE1,Östra Sverige,\nDED,Sachsen,Sachsen\n",
    "nuts2024_rg_60m_level1.geojson.gz": "",
    "nuts2024_rg_60m_level2.geojson.gz": "",
    "nuts2024_rg_60m_level3.geojson.gz": "",
    "nuts2024_rg_20m_levels0-3_19c.geojson.gz": "",
    "lau_to_nuts3_2024.csv.gz": "cc,code_type,code,name,nuts3,share\nDE,kreis_ags5,14625,Bautzen,DED2C,1.0\n",
    "postal_code_to_nuts3_2024.csv.gz": (
        "cc,postal_code,nuts3,n_nuts3,n_places,lat,lon,place,method\n"
        "DE,02699,DED2C,1,1,51.25,14.29,Königswartha,pip\nCZ,407 21,CZ042,1,1,50.8,14.3,Česká Kamenice,pip\n"
    ),
    "postal_codes_geonames_8c.csv.gz": (
        "country_code,zipcode,place,state,state_code,province,province_code,community,community_code,latitude,longitude\n"
        "DE,02699,Königswartha,Sachsen,SN,,00,Bautzen,14625,51.3102,14.3272\n"
        "DE,02698,Großpostfach GmbH,Sachsen,SN,,00,Bautzen,14625,51.1,14.2\n"
        "CZ,407 21,Česká Kamenice,Ústecký kraj,,Děčín,,,,50.7979,14.4176\n"
        "CH,5012,Wöschnau,Solothurn,SO,Olten,1108,Wöschnau,2574,47.3844,8.0251\n"
    ),
}  # fmt: skip


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def outline(code: str) -> str:
    ring = [[14, 51], [15, 51], [15, 52], [14, 51]]
    feature = {"properties": {"NUTS_ID": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for position, (name, text) in enumerate(FILES.items()):
        content = text or outline(f"DED{position}")
        (tmp_path / name).write_bytes(gzip.compress(content.encode("utf-8")))
    return tmp_path


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("reference", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_all_sets_are_loaded_and_seen_at_once(folder: Path) -> None:
    assert queries.resolver().resolve("DE", "02699").nuts3 == ""
    out, err = run("load", "--from", str(folder))
    assert err == ""
    assert [line.split(":")[0] for line in out.splitlines()] == list(loading.known_sets())
    assert codelists.label("NACE21", "25.62") == {"en": "Locks", "sk": "Zámky"}
    assert codelists.label("NACE2", "25.72")["fr"] == "Serrures"
    assert codelists.label("ELF", "2HBR") == {"de": "Gesellschaft mit beschränkter Haftung"}
    assert codelists.label("ELF", "OLD1") == {}
    assert queries.region_labels(["SE1"])["SE1"]["cs"] == "Östra Sverige"
    assert queries.region_labels(["DED"])["DED"]["pl"] == "Saksonia"
    assert outlines.region_outlines(["DED4"], (13.0, 50.0, 16.0, 53.0))
    found = queries.resolver().resolve("DE", "02699")
    assert (found.town, found.nuts3, found.method) == ("Königswartha", "DED2C", "postal_code")
    assert queries.find_places("konigswartha")[0].latitude == pytest.approx(51.3102)


def test_places_know_their_region_by_district_canton_or_postal_code(folder: Path) -> None:
    run("load", "--from", str(folder))
    loaded = Place.objects.filter(reference_set="postal_places").order_by("country")
    assert [(place.name, place.nuts3) for place in loaded] == [
        ("Wöschnau", "CH023"),
        ("Česká Kamenice", "CZ042"),
        ("Königswartha", "DED2C"),  # and not the firm with a postal code of its own
    ]


def test_loading_twice_changes_nothing(folder: Path) -> None:
    run("load", "--from", str(folder))
    before = list(PostalCode.objects.order_by("id").values_list("id", flat=True))
    out, _ = run("load", "--from", str(folder))
    assert all(line.endswith("unchanged") for line in out.splitlines())
    assert list(PostalCode.objects.order_by("id").values_list("id", flat=True)) == before


def test_a_newer_file_replaces_the_set(folder: Path) -> None:
    run("load", "--from", str(folder))
    file = folder / "nace_rev2_1_labels_24lang.csv.gz"
    file.write_bytes(gzip.compress(b"code,en\nC,Manufacturing\n"))
    out, _ = run("load", "--from", str(folder), "--only", "nace21")
    assert out == "nace21: 1 rows, loaded\n"
    assert codelists.label("NACE21", "25.62") == {}


def test_a_web_folder_is_as_good_as_a_folder(folder: Path, data_dir: Path) -> None:
    handler = partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        assert "nace21: 3 rows, loaded" in run("load", "--from", address)[0]
        assert run("load", "--from", address, "--only", "lau")[0] == "lau: 1 rows, unchanged\n"
        server.shutdown()
    assert queries.resolver().resolve("DE", "02699").nuts3 == "DED2C"


def test_without_a_network_each_set_says_so_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "ATTEMPTS", 1)
    with pytest.raises(CommandError, match="not loaded: nace21"):
        run("load", "--from", "http://127.0.0.1:9/", "--only", "nace21")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "is not there"),
        (b"", "holds no data"),
        (b"\x1f\x8b\x08\x00broken", "cannot be read"),
        (gzip.compress(FILES["lau_to_nuts3_2024.csv.gz"].encode(), mtime=0)[:-30], "cannot be read"),
        (b"a,b\n1,2\n", "there is no column 'cc'"),
        (b"cc,code,name,nuts3\nDE,1,\xff\xfe,DED2C\n", "cannot be read"),
    ],
)
def test_a_missing_or_broken_file_leaves_the_other_sets_alone(folder: Path, content: bytes | None, words: str) -> None:
    file = folder / "lau_to_nuts3_2024.csv.gz"
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    err = io.StringIO()
    with pytest.raises(CommandError, match="not loaded: lau"):
        call_command("reference", "load", "--from", str(folder), stdout=io.StringIO(), stderr=err)
    assert err.getvalue().startswith("lau: ")
    assert words in err.getvalue()
    assert len(err.getvalue().splitlines()) == 1
    assert ReferenceSet.objects.filter(name="postal_places").exists()
    assert not ReferenceSet.objects.filter(name="lau").exists()


def test_the_status_names_publisher_and_licence(folder: Path) -> None:
    run("load", "--from", str(folder), "--only", "nace21")
    out, _ = run("status")
    assert "nace21 2025  (Eurostat, CC BY 4.0)" in out
    rows = json.loads(run("status", "--json")[0])
    assert {"carried-codelists", "carried-places", "nace21"} <= {row["name"] for row in rows}


def test_every_set_names_its_files_and_readers() -> None:
    for data_set in loading.known_sets().values():
        assert data_set.files
        assert data_set.official_urls
        assert {data_set.reader, data_set.official_reader} <= set(readers.READERS)
        assert data_set.description.licence
        assert data_set.description.attribution


def zipped(path: Path, name: str, text: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr(name, text)
    return path


def test_the_publishers_forms_are_read(tmp_path: Path) -> None:
    tercet = zipped(tmp_path / "pc.zip", "pc_DE.csv", "NUTS3;CODE\n'DED41';'09111'\n")
    assert readers.read("postal_nuts3_tercet", [tercet]) == [("DE", "09111", "", "DED41", None, None)]
    line = "DE\t09111\tChemnitz\tSachsen\tSN\t\t00\tChemnitz\t14511\t50.8357\t12.9292\t4\n"
    geonames = zipped(tmp_path / "postal_places-DE.zip", "DE.txt", line)
    assert readers.read("postal_places_geonames", [geonames]) == [
        ("DE", "09111", "Chemnitz", "SN", ("14511", "00"), 50.8357, 12.9292)
    ]
    labels = tmp_path / "labels.csv"
    labels.write_text("code,language,label\n25.62,en,Locks\n2562,de,Schlösser\nX9,en,?\n", encoding="utf-8")
    assert readers.read("nace_labels", [labels]) == [("25.62", "25.6", {"en": "Locks", "de": "Schlösser"})]
    names = tmp_path / "NUTS_AT_2024.csv"
    names.write_text("CNTR_CODE,NUTS_ID,NAME_LATN,NUTS_NAME\nDE,DED,Sachsen,Sachsen\n", encoding="utf-8")
    assert readers.read("nuts_attributes", [names]) == [("DED", "Sachsen", {})]


def test_the_workbook_of_municipalities_is_read(tmp_path: Path) -> None:
    sheet = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
      <row><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>
      <row><c r="A2" t="inlineStr"><is><t>DED41</t></is></c><c r="B2"><v>14511000</v></c>
           <c r="C2" t="s"><v>3</v></c></row></sheetData></worksheet>"""
    words = "".join(f"<si><t>{word}</t></si>" for word in ("NUTS 3 CODE", "LAU CODE", "LAU NAME NATIONAL", "Chemnitz"))
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{words}</sst>'
    path = tmp_path / "lau.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", strings)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    assert readers.read("local_units_workbook", [path]) == [("DE", "14511000", "Chemnitz", "DED41")]


@pytest.mark.shared_data
def test_real_localities_are_resolved(shared_data: Path) -> None:
    run("load", "--from", str(shared_data / "reference"), "--only", "lau", "--only", "postal_nuts3")
    run("load", "--from", str(shared_data / "reference"), "--only", "postal_places")
    resolve, resolved, total = queries.resolver().resolve, 0, 0
    with gzip.open(shared_data / "registers" / "de_offeneregister_saxony.jsonl.gz") as lines:
        for line in lines:
            entry = json.loads(line)["all_attributes"]
            found = resolve("DE", locality=entry["registered_office"], region_hint=entry["federal_state"])
            resolved, total = resolved + bool(found.nuts3), total + 1
    assert resolved / total > 0.97
