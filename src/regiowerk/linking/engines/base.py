"""The seam: what an engine gets and gives. No table, dict or setting of an engine is seen from outside."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

import msgspec

from regiowerk.linking.comparison import ScoredPair
from regiowerk.linking.record import LinkRecord
from regiowerk.linking.scoring import Weights, shipped


class EngineSettings(msgspec.Struct, frozen=True):
    """`work_dir`: a folder for files of the run, which the engine clears; memory in megabytes, of the engine alone."""

    work_dir: Path
    memory_mb: int = 700
    threads: int = 2
    prune_below: float = -8.0  # Splink's match weight in bits under which a pair is not looked at again
    weights: Weights = shipped()


class EngineMissingError(RuntimeError):
    """A package or program that the engine needs is not installed; the message says which."""


class Engine(Protocol):
    """Finds pairs among many records."""

    name: str

    def link(
        self, left: Iterable[LinkRecord], right: Iterable[LinkRecord] | None, settings: EngineSettings
    ) -> Iterator[ScoredPair]:
        """The pairs `sure` or `check` between two sets of records, or within `left` where `right` is None.

        The same records give the same pairs. Raises EngineMissingError.
        """
