import pytest


@pytest.fixture(autouse=True)
def files_of_one_test(settings, tmp_path):
    """Uploaded and written files stay in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
