from copy import deepcopy
from pathlib import Path

import pytest


@pytest.fixture
def look_pages(settings):
    """The pages of tests/look stand in for the portal's own."""
    settings.ROOT_URLCONF = "tests.look.urls"
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = templates
