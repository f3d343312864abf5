from django.urls import path
from django.utils.translation import pgettext_lazy

from regiowerk.web.operator import views

app_name = "operator"
urlpatterns = [
    path(pgettext_lazy("address", "imprint/"), views.imprint, name="imprint"),
    path(pgettext_lazy("address", "privacy/"), views.privacy, name="privacy"),
    path(pgettext_lazy("address", "accessibility/"), views.accessibility, name="accessibility"),
    path(pgettext_lazy("address", "report-a-barrier/"), views.report_barrier, name="report-barrier"),
    path(pgettext_lazy("address", "report-an-error/<slug:public_id>/"), views.report_error, name="report-error"),
    path(pgettext_lazy("address", "object/"), views.object_to, name="object"),
    path(pgettext_lazy("address", "object/<slug:public_id>/"), views.object_to, name="object-to"),
    path(pgettext_lazy("address", "thank-you/"), views.thanks, name="thanks"),
]
