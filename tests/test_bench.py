"""`make bench` measures everything: a small plan, once each. Figures are not judged here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.worker import subprocess_environment

ROOT = Path(__file__).resolve().parent.parent


# Less than a minute's work, but beside other tests on a slow machine it takes minutes.
@pytest.mark.timeout(600)
@pytest.mark.postgresql
def test_every_part_is_measured_beside_its_floor(tmp_path, settings, db):
    output = tmp_path / "bench.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--actions=300", "--rounds=1", "--output", output],
        cwd=ROOT,
        env=subprocess_environment(settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=550,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = json.loads(output.read_text())
    assert {tuple(row) for row in rows} == {("name", "median_ms", "queries", "floor_ratio", "n")}
    assert all(row["median_ms"] > 0 and row["n"] >= 1 for row in rows)
    names = " ".join(row["name"] for row in rows)
    for part in ("list, filtered", "action page", "saving an update", "reminders", "PDF of 50"):
        assert part in names
    assert "digests sent by one worker" in names
    for part in ("schedule of meetings", "promises of attendance", "asked for, unchanged"):
        assert part in names
    for part in ("engagement grid", "engagement log", "you said, we did"):
        assert part in names
    for part in ("imported for good", "30 rows read and shown", "300 rows read and shown"):
        assert part in names
