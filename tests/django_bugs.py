"""What cannot be tested where Django itself fails, and why?"""

import django
import pytest
from django.db import connection

SITE_HISTORY_FAILS = connection.vendor == "sqlite" and django.VERSION >= (6, 1)

needs_the_site_history = pytest.mark.skipif(
    SITE_HISTORY_FAILS,
    reason="Django #37097: on SQLite, 6.1 cannot nest ordered unions, as Wagtail’s site history does with our log",
)
