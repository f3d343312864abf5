from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.shortcuts import resolve_url

from regiowerk.web.account.forms import SignInForm


class SignIn(LoginView):
    template_name = "account/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        """To the pages that are for everybody with an account, where the person is no operator."""
        operator = getattr(self.request.user, "is_operator", False)
        return super().get_default_redirect_url() if operator else resolve_url("workspace:lists")

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
