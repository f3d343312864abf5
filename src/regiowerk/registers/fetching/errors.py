"""What can go wrong while register files are fetched. Free of Django."""

from typing import Any

from regiowerk.registers.messages import CodedError

# Trying again cannot help: somebody has to do something first.
_HOPELESS = frozenset({
    "by_hand", "no_numbers", "no_days", "key_missing", "key_refused", "certificate", "other_site", "other_type",
    "too_big", "gap",
})  # fmt: skip


class FetchError(CodedError):
    """Nothing was fetched; the message says why and what to do."""

    @property
    def hopeless(self) -> bool:
        return self.code in _HOPELESS


class PassingError(FetchError):
    """A fault that may be over in a moment; `asked` is how many seconds the server wants us to wait."""

    def __init__(self, code: str, asked: float | None = None, **data: Any) -> None:
        super().__init__(code, **data)
        self.asked = asked
