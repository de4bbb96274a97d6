"""Readers' addresses."""

from django.urls import include, path

from rejoinder.widget import feeds, permalinks, receipt_pages, reports, unsubscribing, views
from rejoinder.widget.loading import loader

app_name = "reader"

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("rejoinder.widget.sign_in.urls")),
    path("embed/loader.js", loader, name="loader"),
    path("articles/<str:key>", views.article, name="article"),
    path("articles/<str:key>/comments", views.submit, name="submit"),
    path("articles/<str:key>/reply/<uuid:parent>", views.reply, name="reply"),
    path("articles/<str:key>/feed.atom", views.feed, name="feed"),
    path("sites/<slug:site>/feed.atom", feeds.site_feed, name="site_feed"),
    path("readers/<uuid:reader>/feed.atom", feeds.reader_feed, name="reader_feed"),
    path("receipts/<str:token>", receipt_pages.receipt, name="receipt"),
    path("receipts/<str:token>/appeal", receipt_pages.appeal, name="appeal"),
    path("comments/<uuid:comment>", permalinks.comment, name="comment"),
    path("unsubscribe/<str:token>", unsubscribing.unsubscribe, name="unsubscribe"),
    path("comments/<uuid:comment>/report", reports.report, name="report"),
    path("sites/<slug:site>/guidelines", views.guidelines, name="guidelines"),
]
