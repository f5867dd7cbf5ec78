"""A test that did not run has failed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def run(folder, text):
    (folder / "test_it.py").write_text(f"import pytest\n\n{text}\n")
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-c", "/dev/null", "--rootdir", str(folder)),
            *("-p", "no:django", "-p", "no:cacheprovider", "-p", "tests.strictness", str(folder)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "text",
    [
        "def test_it(): pytest.skip('no server here')",
        "@pytest.mark.skip(reason='later')\ndef test_it(): pass",
        "@pytest.mark.xfail\ndef test_it(): assert False",
        "@pytest.mark.xfail\ndef test_it(): pass",
        "pytest.importorskip('nobody_wrote_this')\ndef test_it(): pass",
    ],
)
def test_skipped_is_failed(tmp_path, text):
    done = run(tmp_path, text)
    assert done.returncode != 0, done.stdout
    assert "could not run proves nothing" in done.stdout


def test_what_ran_and_passed_has_passed(tmp_path):
    assert run(tmp_path, "def test_it(): pass").returncode == 0
