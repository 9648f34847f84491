"""Fixtures that every floor's tests share."""
