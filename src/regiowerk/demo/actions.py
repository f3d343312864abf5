"""Load the demo region: make its files, then let the importers take them in."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from regiowerk.demo.generate import Size, generate
from regiowerk.demo.profiles import FILES
from regiowerk.directory.models import Organisation
from regiowerk.directory.profiles import load_profiles
from regiowerk.registers.actions import import_files
from regiowerk.registers.models import Run, RunState
from regiowerk.search import actions as search

SOURCES = ("de_offeneregister", "cz_res")
PART = "demo"  # kept beside real extracts of the same registers
Progress = Callable[[str, str, int], None]  # source, phase, rows done in it


def load_demo(*, size: Size, month: int = 0, by: str, progress: Progress) -> list[Run]:
    """One run for each register, then the profiles.

    The second time nothing changes; another size or month changes what differs.
    """
    files = generate(Path(settings.DATA_DIR) / "demo", size, month=month, with_profiles=True)
    runs = []
    for source, paths in zip(SOURCES, ([files.offeneregister], [files.res_data, files.res_pf_nace]), strict=True):

        def note(phase: str, done: int, source: str = source) -> None:
            progress(source, phase, done)

        # A smaller size is a wish and not a damaged file.
        runs.append(import_files(source=source, paths=paths, by=by, part=PART, accept_shrink=True, progress=note))
    for file in FILES:
        load_profiles(path=file, sender=PART, by=by)
    search.apply_pending()
    return runs


def is_wanted() -> bool:
    """Whether the directory is empty, or a load of the demo region was begun and not finished."""
    runs = Run.objects.filter(part=PART)
    if not runs.exists():
        return not Organisation.objects.exists()
    done = runs.filter(state=RunState.DONE, dry_run=False).values_list("source", flat=True)
    return not set(SOURCES) <= set(done)
