"""What every search engine must do. A new backend is added to `BACKENDS` and needs no test of its own."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiowerk.search.backends.tantivy import TantivyBackend
from regiowerk.search.interface import (
    FACETS,
    MAX_OFFSET,
    Backend,
    Box,
    Circle,
    Document,
    IndexCountError,
    MapCells,
    MapView,
    Query,
)

BACKENDS: list[Callable[[Path], Backend]] = [TantivyBackend]

ORGANISATIONS = (
    Document(
        id="turner",
        name="Müller Drehteile GmbH",
        language="de",
        former_names=("Schmidt Metallbau OHG",),
        identifiers=("U1308_HRB32007", "HRB 32007", "HRB 32007 Leipzig"),
        town="Leipzig",
        latitude=51.34,
        longitude=12.37,
        facets={
            "region": ("DE", "DED", "DED5", "DED51"),
            "sector": ("C", "25"),
            "kind": ("company",),
            "form": ("limited",),
        },
        newest=200,
    ),
    Document(
        id="coater",
        name="Kovo Děčín s.r.o.",
        language="cs",
        other_names=("Kovodec",),
        identifiers=("27082440", "CZ27082440"),
        texts={"cs": "Povrchové úpravy kovů a přesné obrábění"},
        town="Děčín",
        latitude=50.78,
        longitude=14.21,
        facets={"region": ("CZ", "CZ0", "CZ04", "CZ042"), "sector": ("C", "25"), "kind": ("company",)},
        newest=300,
    ),
    Document(
        id="powder",
        name="Pulverbeschichtung Nord AG",
        language="de",
        texts={"de": "Beschichtungen von Bädern", "pl": "Powłoki metali"},
        town="Chemnitz",
        latitude=50.83,
        longitude=12.92,
        facets={
            "region": ("DE", "DED", "DED4", "DED41"),
            "sector": ("C", "25"),
            "kind": ("company",),
            "form": ("stock",),
        },
        newest=100,
    ),
    Document(id="mueller", name="Mueller KG", language="de", facets={"region": ("DE",), "kind": ("company",)}),
    Document(id="muller", name="Muller Sp. z o.o.", language="pl", facets={"region": ("PL",), "kind": ("company",)}),
    Document(id="ceased", name="Elbtal Werkzeugbau GmbH", language="de", active=False),
    Document(id="living", name="Elbtal Werkzeugbau GmbH", language="de"),
    Document(id="school", name="Berufsschule Werkzeugbau", language="de", facets={"kind": ("education",)}),
    Document(id="paint", name="Maalaamo Oy", language="fi", texts={"fi": "Pulverimaalausta ja koneistusta"}),
    Document(id="english", name="Coating Works", language="en", texts={"en": "Machining companies"}),
)


@pytest.fixture(params=BACKENDS, ids=lambda backend: backend.__name__)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Backend:
    return request.param(tmp_path / "organisations")


@pytest.fixture
def backend(empty: Backend) -> Backend:
    empty.build(ORGANISATIONS, len(ORGANISATIONS))
    return empty


def found(backend: Backend, text: str, **options: object) -> list[str]:
    return [hit.id for hit in backend.search(Query(text=text, **options)).hits]  # type: ignore[arg-type]


# --- matching -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Müller", "mueller", "MULLER", "Mu\u0308ller", "müller gmbh"])
def test_spellings_of_an_umlaut_meet(backend: Backend, text: str) -> None:
    assert set(found(backend, text)) == {"turner", "mueller", "muller"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drehteil", "turner"),  # German plural
        ("Bad", "powder"),  # umlaut in the plural
        ("baeder", "powder"),  # typed without umlauts
        ("Beschichtung", "powder"),  # part of a compound
        ("Pulver Beschichtung", "powder"),  # compound written apart
        ("Pulver-Beschichtungen", "powder"),
        ("povrchová úprava", "coater"),  # Czech
        ("povrchova uprava", "coater"),  # typed without diacritics
        ("powłoka metal", "powder"),  # Polish
        ("maalaus", "paint"),  # Finnish compound, inflected
        ("koneistus", "paint"),
        ("machine company", "english"),
        ("decin", "coater"),  # town
        ("Kovodec", "coater"),  # other name
        ("kovo obrábění", "coater"),  # words of different fields
    ],
)
def test_words_are_found_in_other_forms(backend: Backend, text: str, expected: str) -> None:
    results = backend.search(Query(text=text))
    assert expected in [hit.id for hit in results.hits]
    assert not results.relaxed
    assert not results.corrections


@pytest.mark.parametrize(
    "text",
    ["HRB 32007", "hrb32007", "HRB32007 Leipzig", "HRB 32007 Leipzig", "U1308_HRB32007", "DEU1308.HRB32007"],
)
def test_court_register_numbers_in_any_spelling(backend: Backend, text: str) -> None:
    best = backend.search(Query(text=text)).hits[0]
    assert best.id == "turner"
    assert "identifier" in best.reasons


@pytest.mark.parametrize("text", ["27082440", "270 82 440", "CZ27082440", "cz 270 82 440", "270-82-440"])
def test_company_numbers_in_any_spelling(backend: Backend, text: str) -> None:
    assert found(backend, text)[0] == "coater"


@pytest.mark.parametrize("text", ["HRB 99999", "U1308_HRB99999", "DEU1308.HRB99999", "HRB 99999 Leipzig", "99999999"])
def test_an_unknown_number_finds_nothing_rather_than_others_of_its_register(backend: Backend, text: str) -> None:
    assert backend.search(Query(text=text)).total == 0


def test_every_word_is_required(backend: Backend) -> None:
    assert found(backend, "Elbtal Werkzeugbau") == ["living", "ceased"]
    assert "school" in found(backend, "Werkzeugbau")


def test_legal_forms_and_function_words_exclude_nothing(backend: Backend) -> None:
    assert set(found(backend, "Elbtal Werkzeugbau und AG")) == {"living", "ceased"}


def test_a_phrase_keeps_its_order(backend: Backend) -> None:
    assert found(backend, '"elbtal werkzeugbau"') == ["living", "ceased"]
    assert found(backend, '"werkzeugbau elbtal"') == []


@pytest.mark.parametrize(
    ("text", "word"),
    [("Drehteille", "drehteile"), ("Drehtiele", "drehteile"), ("pulverbeschitung", "pulverbeschichtung")],
)
def test_a_typo_is_corrected_and_reported(backend: Backend, text: str, word: str) -> None:
    results = backend.search(Query(text=text))
    assert results.corrections[text.lower()][0] == word
    assert results.hits
    assert "typo" in results.hits[0].reasons


def test_without_a_hit_for_all_words_some_are_enough(backend: Backend) -> None:
    results = backend.search(Query(text="Drehteile Zirkuszelt"))
    assert results.relaxed
    assert [hit.id for hit in results.hits] == ["turner"]
    assert not backend.search(Query(text="Drehteile")).relaxed
    nothing = backend.search(Query(text="Zirkuszelt"))
    assert (nothing.total, nothing.hits, nothing.relaxed) == (0, (), False)


# --- ranking --------------------------------------------------------------------------------


def test_the_exact_name_comes_first_then_the_living(empty: Backend) -> None:
    documents = [
        Document(id="longer", name="Stahl Sachsen Stahl Stahl GmbH", language="de"),
        Document(id="exact", name="Stahl Sachsen AG", language="de", active=False),
        Document(id="former", name="Neue Hütte GmbH", language="de", former_names=("Stahl Sachsen",)),
        Document(id="text", name="Handel Ost", language="de", texts={"de": "Stahl aus Sachsen"}),
    ]
    empty.build(documents, 4)
    assert found(empty, "Stahl Sachsen GmbH")[0] == "exact"
    assert set(found(empty, "stahl sachsen")) == {"exact", "longer", "former", "text"}
    assert found(empty, "Sachsen")[-1] == "text"


def test_a_hit_says_why(backend: Backend) -> None:
    def reasons(text: str) -> tuple[str, ...]:
        return backend.search(Query(text=text)).hits[0].reasons

    assert reasons("Drehteil") == ("name",)
    assert reasons("Metallbau") == ("former_name",)
    assert reasons("obrábění") == ("text",)
    assert reasons("27082440") == ("identifier",)
    assert reasons("") == ()


# --- filters and facets ---------------------------------------------------------------------


def test_values_of_one_facet_are_alternatives_and_facets_narrow(backend: Backend) -> None:
    both = {"region": frozenset({"DED4", "DED5"})}
    assert set(found(backend, "", filters=both)) == {"turner", "powder"}
    narrowed = {**both, "form": frozenset({"stock"})}
    assert found(backend, "", filters=narrowed) == ["powder"]


def test_each_facet_is_counted_without_its_own_filter(backend: Backend) -> None:
    filters = {"region": frozenset({"DED5"}), "kind": frozenset({"company"})}
    results = backend.search(Query(filters=filters))
    counts = {facet: {item.value: item.count for item in items} for facet, items in results.facets.items()}
    assert results.total == 1
    assert counts["region"]["DED4"] == 1
    assert counts["region"]["DE"] == 3
    assert counts["region"]["PL"] == 1
    assert counts["kind"] == {"company": 1}
    assert counts["sector"] == {"C": 1, "25": 1}
    assert set(counts) == set(FACETS)


def test_only_the_facets_asked_for_are_counted(backend: Backend) -> None:
    assert set(backend.search(Query(facets=("kind",))).facets) == {"kind"}


def test_unknown_values_and_facets_are_no_error(backend: Backend) -> None:
    assert found(backend, "", filters={"region": frozenset({"\ud800\0", ""})}) == []
    assert len(found(backend, "", filters={"colour": frozenset({"red"})})) == len(ORGANISATIONS)


# --- places ---------------------------------------------------------------------------------


def test_radius_and_distance(backend: Backend) -> None:
    results = backend.search(Query(near=Circle(50.83, 12.92, 80), sort="distance"))
    assert [hit.id for hit in results.hits] == ["powder", "turner"]
    assert results.total == 2
    assert results.hits[0].distance_km == pytest.approx(0, abs=0.1)
    assert results.hits[1].distance_km == pytest.approx(68.5, abs=0.3)
    assert found(backend, "", near=Circle(50.83, 12.92, 60)) == ["powder"]
    assert found(backend, "", near=Circle(0, 0, 10), sort="distance") == []


def test_a_circle_goes_with_words_and_filters(backend: Backend) -> None:
    assert found(backend, "Drehteile", near=Circle(50.83, 12.92, 80)) == ["turner"]
    facets = backend.search(Query(near=Circle(50.83, 12.92, 80))).facets
    assert {item.value: item.count for item in facets["form"]} == {"limited": 1, "stock": 1}


def test_a_box_holds_its_edges_and_goes_with_words_filters_and_circle(backend: Backend) -> None:
    saxony = Box(12.37, 50.8, 13.0, 51.34)
    assert set(found(backend, "", within=saxony)) == {"turner", "powder"}
    assert found(backend, "Drehteile", within=saxony) == ["turner"]
    assert found(backend, "", within=saxony, filters={"form": frozenset({"stock"})}) == ["powder"]
    assert found(backend, "", within=saxony, near=Circle(50.83, 12.92, 60), sort="distance") == ["powder"]
    assert found(backend, "", within=Box(13, 50.8, 12, 51.4)) == []
    facets = backend.search(Query(within=saxony)).facets
    assert {item.value: item.count for item in facets["form"]} == {"limited": 1, "stock": 1}


# --- maps -----------------------------------------------------------------------------------

EVERYWHERE = Box(-180, -90, 180, 90)


def test_a_far_map_gathers_and_a_near_one_tells_apart(backend: Backend) -> None:
    (far,) = backend.cells(Query(), MapView(EVERYWHERE, 360)).cells
    assert (far.count, far.id) == (3, "")
    assert [tuple(pair) for pair in far.countries] == [("DE", 2), ("CZ", 1)]
    assert (far.latitude, far.longitude) == (
        pytest.approx((51.34 + 50.78 + 50.83) / 3),
        pytest.approx(13.1667, abs=1e-4),
    )
    assert far.extent == pytest.approx((12.37, 50.78, 14.21, 51.34))
    near = backend.cells(Query(), MapView(EVERYWHERE, 0.1))
    assert {cell.id: (cell.latitude, cell.longitude) for cell in near.cells} == {
        "turner": (51.34, 12.37),
        "coater": (50.78, 14.21),
        "powder": (50.83, 12.92),
    }


def test_a_map_shows_what_the_list_finds(backend: Backend) -> None:
    def shown(query: Query, without: tuple[str, ...] = ()) -> set[str]:
        return {cell.id for cell in backend.cells(query, MapView(EVERYWHERE, 0.1), without).cells}

    assert shown(Query(text="Drehteile")) == {"turner"}
    assert shown(Query(text="Drehteile Zirkuszelt")) == {"turner"}  # some of the words, as in the list
    assert shown(Query(filters={"region": frozenset({"CZ"})})) == {"coater"}
    assert shown(Query(near=Circle(50.83, 12.92, 60), sort="distance", offset=20)) == {"powder"}
    assert shown(Query(within=Box(12, 50, 13, 51))) == {"powder"}
    assert shown(Query(), without=("powder", "never-there", "\ud800")) == {"turner", "coater"}
    assert shown(Query(text="Zirkuszelt")) == set()


def test_a_map_shows_changes_at_once(backend: Backend) -> None:
    view = MapView(EVERYWHERE, 360)
    assert backend.cells(Query(), view).total == 3
    backend.apply([], ["turner"])
    assert backend.cells(Query(), view).total == 2


def test_without_an_index_a_map_is_empty(empty: Backend) -> None:
    assert empty.cells(Query(), MapView(EVERYWHERE, 1)) == MapCells(total=0)


# In places of their own and in shared ones, on both sides of a border; one is nowhere.
SCATTERED = (
    *(
        Document(
            id=f"d{number}",
            name=f"Halle {number % 3}",
            language="de",
            latitude=round(50 + (number * 37 % 211) / 100, 3),
            longitude=round(12 + (number * 53 % 307) / 100, 3),
            facets={"region": ("DE", "DED") if number % 2 else ("CZ", "CZ0")},
        )
        for number in range(600)
    ),
    *(Document(id=f"t{number}", name="Halle 0", latitude=50.5, longitude=13.0) for number in range(30)),
    Document(id="nowhere", name="Halle 1"),
)


@pytest.fixture(scope="module", params=BACKENDS, ids=lambda backend: backend.__name__)
def scattered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Backend:
    backend: Backend = request.param(tmp_path_factory.mktemp("scattered"))
    backend.build(SCATTERED, len(SCATTERED))
    return backend


def lies_in(document: Document, box: Box) -> bool:
    if document.latitude is None or document.longitude is None:
        return False
    return box.south <= document.latitude <= box.north and box.west <= document.longitude <= box.east


@settings(max_examples=60, deadline=None)
@given(
    corners=st.tuples(*[st.floats(11.5, 15.5)] * 2, *[st.floats(49.5, 52.5)] * 2),
    step=st.floats(min_value=-1, max_value=400) | st.sampled_from([0.0, float("nan"), float("inf")]),
    limit=st.integers(-1, 600),
    text=st.sampled_from(["", "Halle 1", "Halle"]),
    left_out=st.sets(st.integers(0, 599), max_size=30),
)
def test_cells_count_all_there_is_in_a_box_and_are_no_more_than_allowed(
    scattered: Backend,
    corners: tuple[float, float, float, float],
    step: float,
    limit: int,
    text: str,
    left_out: set[int],
) -> None:
    west, east, south, north = *sorted(corners[:2]), *sorted(corners[2:])
    box, without = Box(west, south, east, north), {f"d{number}" for number in left_out}
    answer = scattered.cells(Query(text=text), MapView(box, step, limit), without)
    hits = {hit.id for hit in scattered.search(Query(text=text, limit=1_000)).hits} - without
    here = {document.id for document in SCATTERED if document.id in hits and lies_in(document, box)}
    singles = {cell.id for cell in answer.cells if cell.count == 1}
    assert sum(cell.count for cell in answer.cells) == answer.total == len(here)
    assert len(answer.cells) <= min(max(limit, 1), 500)
    assert singles <= here
    for cell in answer.cells:
        assert sum(number for _, number in cell.countries) == cell.count
        assert box.west <= cell.extent.west <= cell.extent.east <= box.east
        assert cell.extent.south - 1e-9 <= cell.latitude <= cell.extent.north + 1e-9
    within = scattered.search(Query(text=text, within=box, limit=1_000))
    assert within.relaxed or {hit.id for hit in within.hits} - without == here


# --- order and pages ------------------------------------------------------------------------


def test_sorting_by_name_and_newest(backend: Backend) -> None:
    names = {document.id: document.name.lower().replace("ü", "u") for document in ORGANISATIONS}
    by_name = [names[id_] for id_ in found(backend, "", sort="name")]
    assert by_name == sorted(names.values())
    assert found(backend, "", sort="newest")[:3] == ["coater", "turner", "powder"]


@pytest.mark.parametrize("sort", ["relevance", "name", "newest", "distance"])
@pytest.mark.parametrize("text", ["", "Halle"])
def test_paging_gives_every_hit_once(empty: Backend, sort: str, text: str) -> None:
    documents = [
        Document(id=f"d{number}", name=f"Halle {number % 7}", language="de", latitude=50 + number % 3, longitude=13.0)
        for number in range(53)
    ]
    empty.build(documents, 53)
    near = Circle(50, 13, 500)
    pages = [
        found(empty, text, sort=sort, near=near, offset=offset, limit=10, facets=()) for offset in range(0, 60, 10)
    ]
    assert [len(page) for page in pages] == [10, 10, 10, 10, 10, 3]
    assert sorted(id_ for page in pages for id_ in page) == sorted(document.id for document in documents)


@pytest.mark.parametrize(("offset", "limit"), [(-5, 3), (0, 0), (0, -1), (10**9, 10), (MAX_OFFSET, 10), (0, 10**9)])
def test_pages_out_of_range_are_no_error(backend: Backend, offset: int, limit: int) -> None:
    assert backend.search(Query(offset=offset, limit=limit)).total == len(ORGANISATIONS)


# --- suggestions ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dreh", "turner"),
        ("mül dreh", "turner"),
        ("mueller dr", "turner"),
        ("müller drehteile gm", "turner"),
        ("dec", "coater"),
        ("Děčín ko", "coater"),
        ("pulverbeschichtu", "powder"),
        ("k", "coater"),
    ],
)
def test_suggestions_by_the_beginnings_of_words(backend: Backend, text: str, expected: str) -> None:
    assert expected in [suggestion.id for suggestion in backend.suggest(text, "de")]


def test_a_suggestion_carries_what_is_shown(backend: Backend) -> None:
    (only,) = backend.suggest("kovo", "de")
    assert (only.name, only.town, only.region) == ("Kovo Děčín s.r.o.", "Děčín", "CZ042")
    assert backend.suggest("elbtal", "de", limit=1)[0].id == "living"
    assert backend.suggest("", "de") == ()
    assert backend.suggest("zirkus", "de") == ()


# --- any input ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["\0", "\ud800", "x" * 100_000, "müller " * 20_000, "👍🏽", "שלום עולם", "!!!", '"', '""" "a', "a" * 63, "\u0301"],
)
def test_strange_texts_give_an_answer(backend: Backend, text: str) -> None:
    assert backend.search(Query(text=text)).total >= 0
    assert len(backend.suggest(text, "de")) >= 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(), max_size=60), st.sampled_from(["relevance", "name", "distance", "newest"]))
def test_any_text_gives_an_answer(backend: Backend, text: str, sort: str) -> None:
    results = backend.search(Query(text=text, sort=sort))  # type: ignore[arg-type]
    assert len(results.hits) == min(results.total, 20)
    backend.suggest(text, "xx")


# --- versions and changes -------------------------------------------------------------------


def test_without_an_index_there_are_no_hits(empty: Backend) -> None:
    assert empty.status().version == 0
    assert empty.search(Query(text="x")).total == 0
    assert empty.suggest("x", "de") == ()


def test_a_new_version_takes_the_place_of_the_old(backend: Backend) -> None:
    before = backend.status()
    counted: list[int] = []
    after = backend.build(ORGANISATIONS[:3], 3, counted.append)
    assert (after.version, after.documents) == (before.version + 1, 3)
    assert sum(counted) == 3
    assert len(found(backend, "")) == 3


def test_an_index_that_lacks_documents_is_refused(backend: Backend) -> None:
    before = backend.status()
    with pytest.raises(IndexCountError):
        backend.build(ORGANISATIONS[:3], 4)
    assert backend.status() == before


def test_a_build_that_fails_leaves_the_old_one(backend: Backend) -> None:
    def broken() -> Iterable[Document]:
        yield ORGANISATIONS[0]
        raise OSError("the source went away")

    with pytest.raises(OSError, match="went away"):
        backend.build(broken(), 10)
    assert len(found(backend, "")) == len(ORGANISATIONS)
    assert backend.build(ORGANISATIONS[:2], 2).documents == 2


def test_changes_are_seen_at_once(backend: Backend) -> None:
    changed = Document(id="turner", name="Umbenannt GmbH", language="de", former_names=("Müller Drehteile GmbH",))
    added = Document(id="added", name="Zuletzt \ud800 GmbH", language="de")
    for _ in range(2):  # twice: the same again changes nothing
        backend.apply([changed, added], ["coater", "never-there"])
        assert found(backend, "Umbenannt") == ["turner"]
        assert found(backend, "Zuletzt") == ["added"]
        assert found(backend, "27082440") == []
        assert backend.search(Query(text="Drehteile")).hits[0].reasons == ("former_name",)
        assert backend.status().documents == len(ORGANISATIONS)


def test_changes_begin_an_index(empty: Backend) -> None:
    empty.apply([ORGANISATIONS[0]], [])
    assert found(empty, "Drehteile") == ["turner"]
