from django.urls import path

from regiowerk.web.styleguide import views

app_name = "styleguide"
urlpatterns = [
    path("styleguide/", views.index, name="index"),
    path("styleguide/<slug:name>/", views.group, name="group"),
]
