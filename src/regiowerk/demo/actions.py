"""Load the demo region: make its files, then let the importers take them in."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from regiowerk.demo.generate import Size, generate
from regiowerk.registers.actions import import_files
from regiowerk.registers.models import Run

PART = "demo"  # kept beside real extracts of the same registers
Progress = Callable[[str, str, int], None]  # source, phase, rows done in it


def load_demo(*, size: Size, month: int = 0, by: str, progress: Progress) -> list[Run]:
    """One run for each register. The second time nothing changes; another size or month changes what differs."""
    files = generate(Path(settings.DATA_DIR) / "demo", size, month=month)
    sources = {
        "de_offeneregister": [files.offeneregister],
        "cz_res": [files.res_data, files.res_pf_nace],
    }
    runs = []
    for source, paths in sources.items():

        def note(phase: str, done: int, source: str = source) -> None:
            progress(source, phase, done)

        # A smaller size is a wish and not a damaged file.
        runs.append(import_files(source=source, paths=paths, by=by, part=PART, accept_shrink=True, progress=note))
    return runs
