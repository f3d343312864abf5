from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.multipliers import spreadsheet
from regiowerk.multipliers.columns import FIELDS, Field, Mapped
from regiowerk.web.workspace.lists import words

NAME_LIMIT = 200


class _MarkedForm(forms.Form):
    """Says at the fields, to programs too, what is wrong with them."""

    def mark_errors(self) -> None:
        for name in set(self.errors) & set(self.fields):
            self.fields[name].widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"id_{name}_error"}


class UploadForm(_MarkedForm):
    """The fields come before the file, so that they are known when a file is refused on its way."""

    name = forms.CharField(
        label=_("Name of the list (optional; else that of the file)"),
        required=False,
        max_length=NAME_LIMIT,
        error_messages={"max_length": _("Please keep to 200 characters.")},
    )
    country = forms.ChoiceField(label=_("Country, where a row names none"), required=False)
    file = forms.FileField(
        label=_("File: CSV, XLSX, XLS or ODS, at most 20 MB"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm,.xls,.xlsb,.ods"}),
        error_messages={
            "required": _("Please choose a file."),
            "missing": _("Please choose a file."),
            "invalid": _("Please choose a file."),
            "empty": _("The file is empty."),
            "max_length": _("The name of the file is too long."),
        },
        max_length=NAME_LIMIT,
    )

    def __init__(self, *args: Any, too_long: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("not known")), *words.countries()]  # type: ignore[attr-defined]
        self.too_long = too_long
        self.table: tuple[spreadsheet.Row, list[spreadsheet.Row]] = ((), [])

    def clean(self) -> dict[str, Any]:
        if self.too_long:
            self.errors.pop("file", None)
            data = {"megabytes": spreadsheet.MAX_FILE_BYTES // 1_000_000}
            self.add_error("file", words.unusable("file_too_big", data))
        elif file := self.cleaned_data.get("file"):
            try:
                self.table = spreadsheet.read(Path(file.temporary_file_path()), file.name)
            except spreadsheet.UnusableSheetError as error:
                self.add_error("file", words.unusable(error.code, error.data))
        return self.cleaned_data

    @property
    def list_name(self) -> str:
        return self.cleaned_data["name"] or PurePath(self.cleaned_data["file"].name).stem


class ColumnsForm(_MarkedForm):
    """For each field the number of its column."""

    country = forms.ChoiceField(label=_("Country, where a row names none"), required=False)

    def __init__(self, header: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("not known")), *words.countries()]  # type: ignore[attr-defined]
        titles = [(str(number), title or f"({number + 1})") for number, title in enumerate(header)]
        for field in FIELDS:
            self.fields[field_name(field)] = forms.ChoiceField(
                label=str(words.FIELDS[field]),
                choices=[("", _("not in the list")), *titles],
                required=field == "name",
                error_messages={"required": _("Please say which column has the names.")},
            )
        self.order_fields([*map(field_name, FIELDS), "country"])

    @property
    def mapped(self) -> Mapped:
        chosen = {field: self.cleaned_data[field_name(field)] for field in FIELDS}
        return {field: int(column) for field, column in chosen.items() if column}


def field_name(field: Field) -> str:
    """Of the form's field; `country` alone is the country of rows without one."""
    return f"column_{field}"


class RenameForm(_MarkedForm):
    name = forms.CharField(
        label=_("Name of the list"),
        max_length=NAME_LIMIT,
        error_messages={
            "required": _("Please give the list a name."),
            "max_length": _("Please keep to 200 characters."),
        },
    )
