"""Readers' addresses."""

from django.urls import path

from rejoinder.widget import feeds, views

app_name = "reader"

urlpatterns = [
    path("", views.home, name="home"),
    path("articles/<str:key>", views.article, name="article"),
    path("articles/<str:key>/comments", views.submit, name="submit"),
    path("articles/<str:key>/reply/<uuid:parent>", views.reply, name="reply"),
    path("articles/<str:key>/feed.atom", views.feed, name="feed"),
    path("sites/<slug:site>/feed.atom", feeds.site_feed, name="site_feed"),
    path("readers/<uuid:reader>/feed.atom", feeds.reader_feed, name="reader_feed"),
    path("receipts/<str:token>", views.receipt, name="receipt"),
    path("sites/<slug:site>/guidelines", views.guidelines, name="guidelines"),
]
