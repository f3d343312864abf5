"""The form for messages to the operator. Programs are kept out by a field that people do not see and by the time that
writing takes: no puzzle, no third party.
"""

import time
from typing import Any

from django import forms
from django.core import signing
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

QUICKEST = 3  # seconds that a person needs at least
LONGEST = 24 * 3600  # seconds after which the form must be opened anew
TEXT_LIMIT = 4000
PAGE_LIMIT = 300
_SALT = "regiowerk.feedback"


def page_of_this_site(page: str) -> str:
    """The path, '' when it leads elsewhere or is too long to be one of ours."""
    ours = (
        page.startswith("/") and len(page) <= PAGE_LIMIT and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    )
    return page if ours else ""


class MessageForm(forms.Form):
    """With `text_label` the text is called so; one that is not wanted may be left out."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Please write what you noticed."),
            "max_length": _("Please keep to 4,000 characters."),
        },
    )
    reply_to = forms.EmailField(
        label=_("E-mail address for our answer (optional)"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "maxlength": 254}),
        error_messages={"invalid": _("Please check the e-mail address, or leave the field empty.")},
    )
    page = forms.CharField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        label=_("Please leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, text_label: str = "", text_wanted: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.label, text.required = text_label or text.label, text_wanted
        self.initial["opened"] = signing.dumps(int(time.time()), salt=_SALT)
        if self.is_bound:
            for name in set(self.errors) & set(self.fields):
                self.fields[name].widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"id_{name}_error"}

    def for_another_try(self) -> "MessageForm":
        """The same form with its errors; the trap is empty again, and an expired form counts from now."""
        opened = self.data.get("opened", "") if self._opened() is not None else self.initial["opened"]
        self.data = {**dict(self.data.items()), "website": "", "opened": opened}
        return self

    def clean_page(self) -> str:
        return page_of_this_site(self.cleaned_data["page"])

    def clean(self) -> dict[str, Any]:
        if self.data.get("website"):
            raise forms.ValidationError(
                _("A field that must stay empty was filled in, as programs do. Please send the form again.")
            )
        if not self.errors:  # who has to mend something is told of that alone
            self._check_time()
        return self.cleaned_data

    def _check_time(self) -> None:
        opened = self._opened()
        if opened is None:
            raise forms.ValidationError(_("The form was open for too long. Please send it again."))
        if time.time() - opened < QUICKEST:
            raise forms.ValidationError(_("That was very quick. Please wait a few seconds and send the form again."))

    def _opened(self) -> int | None:
        """When the form was opened, in seconds; None when that is too long ago or was not said by us."""
        try:
            return int(signing.loads(self.data.get("opened", ""), salt=_SALT, max_age=LONGEST))
        except signing.BadSignature:
            return None
