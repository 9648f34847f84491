import copy

import pytest

from tests.web.conftest import stand, visitor  # noqa: F401


@pytest.fixture
def site_templates(settings, tmp_path):
    """Return a function that writes one template of the site, which stands before the app's."""
    settings.TEMPLATES = copy.deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["DIRS"] = [tmp_path]

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    return write
