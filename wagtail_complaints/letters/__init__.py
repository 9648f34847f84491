"""Telling people: a letter's words, what it must say, and the outbox it goes out from."""
