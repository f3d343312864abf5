from django.contrib.auth.views import LogoutView
from django.urls import path
from django.utils.translation import pgettext_lazy

from regiowerk.web.account import views

app_name = "account"
urlpatterns = [
    path(pgettext_lazy("address", "sign-in/"), views.SignIn.as_view(), name="sign-in"),
    path(pgettext_lazy("address", "sign-out/"), LogoutView.as_view(next_page="home:home"), name="sign-out"),
]
