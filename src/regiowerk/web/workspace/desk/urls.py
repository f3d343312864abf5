from django.urls import path
from django.utils.translation import pgettext_lazy

from regiowerk.web.workspace.desk import judgements, views

urlpatterns = [
    path("", views.desk, name="desk"),
    path(pgettext_lazy("address", "next/"), views.next_pair, name="next-pair"),
    path("<int:candidate>/", views.pair, name="pair"),
    path(pgettext_lazy("address", "<int:candidate>/decide/"), views.decide, name="decide-pair"),
    path(pgettext_lazy("address", "<int:candidate>/take-up/"), views.take_up, name="take-up-pair"),
    path(pgettext_lazy("address", "judgements/"), judgements.judgements, name="judgements"),
    path(pgettext_lazy("address", "judgements/<int:judgement_id>/"), judgements.judgement, name="judgement"),
    path(
        pgettext_lazy("address", "judgements/<int:judgement_id>/withdraw/"),
        judgements.withdraw,
        name="withdraw-judgement",
    ),
]
