from django.urls import include, path
from django.utils.translation import pgettext_lazy

from regiowerk.web.workspace import messages, views

app_name = "workspace"
urlpatterns = [
    path(pgettext_lazy("address", "runs/"), views.runs, name="runs"),
    path(pgettext_lazy("address", "runs/<int:run_id>/"), views.run, name="run"),
    path(pgettext_lazy("address", "messages/"), messages.messages, name="messages"),
    path(pgettext_lazy("address", "messages/<int:message_id>/settle/"), messages.settle, name="settle-message"),
    path(pgettext_lazy("address", "messages/<int:message_id>/take-out/"), messages.take_out, name="take-out"),
    path(pgettext_lazy("address", "messages/<int:message_id>/let-in/"), messages.let_in, name="let-in"),
    path(pgettext_lazy("address", "lists/"), include("regiowerk.web.workspace.lists.urls")),
    path(pgettext_lazy("address", "desk/"), include("regiowerk.web.workspace.desk.urls")),
]
