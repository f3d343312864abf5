"""A file is looked at on its way in: one that is too big is never stored, and what else the form said is kept."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from regiowerk.multipliers.spreadsheet import MAX_FILE_BYTES

_REST_OF_FORM = 64_000  # bytes that the other fields may take


class SizeLimit(FileUploadHandler):
    """Skips the files of a request that is longer than a list may be."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any, **named: Any) -> None:  # noqa: N803
        self.too_long = content_length > MAX_FILE_BYTES + _REST_OF_FORM
        if self.request is not None:
            self.request.META["regiowerk.too_long"] = self.too_long

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.too_long:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def prepare(request: HttpRequest) -> None:
    """Set the limit, before anything asks for the request's form."""
    request.upload_handlers = [SizeLimit(request), TemporaryFileUploadHandler(request)]


def too_long(request: HttpRequest) -> bool:
    """True when the file was skipped; known once the form has been read."""
    return bool(request.META.get("regiowerk.too_long"))
