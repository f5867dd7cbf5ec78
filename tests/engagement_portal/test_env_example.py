"""Every setting is explained in .env.example."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
EXPLAINED = set(re.findall(r"\b([A-Z][A-Z_]{3,})\b", (ROOT / ".env.example").read_text()))


def test_every_setting_read_from_the_environment_is_explained():
    code = (ROOT / "engagement_portal" / "settings.py").read_text()
    read = set(re.findall(r'(?:env(?:\.\w+)?|required)\(\s*"([A-Z_]+)"', code))
    assert len(read) > 15
    assert read - EXPLAINED == set()


def test_what_an_office_may_set_reaches_the_containers():
    compose = (ROOT / "docker-compose.yml").read_text()
    office = (ROOT / ".env.example").read_text().partition("# --- For developers")[0]
    settable = set(re.findall(r"^(?:# )?([A-Z_]+)=", office, re.MULTILINE))
    assert len(settable) > 12
    assert settable - {"PAPER_FONTS_DIR"} == set(
        re.findall(r"^    ([A-Z_]+): ", compose.partition("services:")[0], re.MULTILINE)
    )


def test_every_name_in_the_compose_file_is_explained():
    named = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert len(named) > 5
    assert named - EXPLAINED == set()
