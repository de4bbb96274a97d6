"""Addresses of what happens between readers, under ``/embed/v1/``."""

from django.urls import path

from rejoinder.widget.embed import mine, notifications, reactions

urlpatterns = [
    path("articles/<str:key>/mine", mine.mine, name="mine"),
    path("articles/<str:key>/follow", mine.article_follow, name="follow"),
    path("articles/<str:key>/reactions", reactions.counts, name="reactions"),
    path("comments/<uuid:comment>/reactions/<str:name>", reactions.reaction, name="reaction"),
    path("comments/<uuid:comment>/follow", mine.comment_follow, name="comment_follow"),
    path("readers/me/notifications", notifications.notifications, name="notifications"),
    path("readers/<uuid:reader>/mute", mine.mute, name="mute"),
]
