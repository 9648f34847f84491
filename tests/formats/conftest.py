from tests.models.conftest import home, page, workflow  # noqa: F401
