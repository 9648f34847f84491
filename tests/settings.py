"""The example council's settings, made quick; TEST_DATABASE=postgres runs them on PostgreSQL."""

import os

from example_site.settings import *  # noqa: F403

INSTALLED_APPS = ["tests.overriding.council_words", *INSTALLED_APPS]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "wagtail_complaints": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DEBUG = False
DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}  # noqa: F405

if os.environ.get("TEST_DATABASE") == "postgres":
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "complaints",
            "USER": os.environ.get("TEST_POSTGRES_USER", "postgres"),
            "HOST": os.environ.get("TEST_POSTGRES_HOST", "127.0.0.1"),
            "PORT": os.environ.get("TEST_POSTGRES_PORT", "55433"),
        }
    }
