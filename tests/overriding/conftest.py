from tests.web.conftest import stand, visitor  # noqa: F401
