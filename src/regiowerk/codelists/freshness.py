"""Reference data in memory that notices when another process has loaded new ones."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from regiowerk.codelists.models import ReferenceSet

CHECK_EVERY_S = 30.0

T = TypeVar("T")
_State = tuple[tuple[str, str], ...]
_instances: "list[Fresh[object]]" = []


class Fresh(Generic[T]):
    """What `build` makes of the reference tables; built anew at most CHECK_EVERY_S after they changed."""

    def __init__(self, build: Callable[[], T]) -> None:
        self._build = build
        self._lock = threading.Lock()
        self._value: tuple[T, _State] | None = None
        self._checked_at = 0.0
        _instances.append(self)  # type: ignore[arg-type]

    def __call__(self) -> T:
        held = self._value
        if held is not None and time.monotonic() - self._checked_at < CHECK_EVERY_S:
            return held[0]
        with self._lock:
            state = tuple(ReferenceSet.objects.order_by("name").values_list("name", "fingerprint"))
            if self._value is None or self._value[1] != state:
                self._value = (self._build(), state)
            self._checked_at = time.monotonic()
            return self._value[0]

    def forget(self) -> None:
        self._value = None


def forget_all() -> None:
    """To be called where reference data were just written, so that this process sees them at once."""
    for instance in _instances:
        instance.forget()
