"""Wenbury Council with its doors open: whoever comes to the site or sits at a desk, on days of our choosing."""

import pytest

from tests.browser.walks.camera import Camera
from tests.browser.walks.town import Town
from tests.wenbury import furnish


@pytest.fixture
def town(browser_page, live_server, request):
    """Return the town, furnished after the browser is there: its rows are flushed away with those of the test."""
    furnish()
    with Town(browser_page, live_server.url, Camera(request.node.path.stem)) as opened:
        yield opened
