from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """E-mail address and password; errors are told at the field where something can be done."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages = {
            "invalid_login": _("This e-mail address and password do not match. Please check both."),
            "inactive": _("This account is closed. Please contact the operator."),
        }
        address, password = self.fields["username"], self.fields["password"]
        address.label, password.label = _("E-mail address"), _("Password")
        address.error_messages["required"] = _("Please enter your e-mail address.")
        password.error_messages["required"] = _("Please enter your password.")
        address.widget = forms.EmailInput(attrs={"autocomplete": "username", "maxlength": 254})
        self._mark_errors()

    def _mark_errors(self) -> None:
        if not self.is_bound:
            return
        for name in self.errors:
            if name in self.fields:
                self.fields[name].widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"id_{name}_error"}
