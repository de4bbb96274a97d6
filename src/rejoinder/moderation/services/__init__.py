"""Writes of moderation: assess, decide, set guidelines and policy."""
