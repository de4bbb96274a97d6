"""The desk's addresses."""

from django.urls import path
from django.views.i18n import set_language

from rejoinder.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("language", set_language, name="language"),
    path("<slug:site>/queue", views.queue, name="queue"),
    path("<slug:site>/published", views.published, name="published"),
    path("<slug:site>/comments/<uuid:comment>", views.comment, name="comment"),
    path("<slug:site>/comments/<uuid:comment>/decide", views.decide, name="decide"),
    path("<slug:site>/objections", views.objections, name="objections"),
    path("<slug:site>/objections/<uuid:appeal>", views.answer_objection, name="answer_objection"),
    path("<slug:site>/comments/<uuid:comment>/pick", views.pick, name="pick"),
    path("<slug:site>/reports", views.reports, name="reports"),
    path("<slug:site>/comments/<uuid:comment>/keep", views.keep, name="keep"),
    path("<slug:site>/readers", views.readers, name="readers"),
    path("<slug:site>/readers/<uuid:reader>", views.reader, name="reader"),
    path("<slug:site>/readers/<uuid:reader>/block", views.block, name="block"),
    path("<slug:site>/live", views.live, name="live"),
    path("<slug:site>/guidelines", views.guidelines, name="guidelines"),
    path("<slug:site>/guidelines/<int:version>", views.answer_proposal, name="answer_proposal"),
    path("<slug:site>/learned", views.learned, name="learned"),
    path("<slug:site>/learned/roll-back", views.roll_back, name="roll_back"),
    path("<slug:site>/learned/nightly", views.nightly, name="nightly"),
    path("<slug:site>/log", views.log, name="log"),
]
