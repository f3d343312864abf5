from django.urls import path
from django.utils.translation import pgettext_lazy

from regiowerk.web.workspace.lists import download, rows, views

urlpatterns = [
    path("", views.lists, name="lists"),
    path("<int:list_id>/", views.member_list, name="list"),
    path(pgettext_lazy("address", "<int:list_id>/columns/"), views.columns, name="list-columns"),
    path(pgettext_lazy("address", "<int:list_id>/match/"), views.match, name="match-list"),
    path(pgettext_lazy("address", "<int:list_id>/rename/"), views.rename, name="rename-list"),
    path(pgettext_lazy("address", "<int:list_id>/delete/"), views.delete, name="delete-list"),
    path(pgettext_lazy("address", "<int:list_id>/download/"), download.download, name="download-list"),
    path(pgettext_lazy("address", "<int:list_id>/rows/<int:number>/"), rows.row, name="list-row"),
]
