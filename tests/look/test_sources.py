"""What the content security policy forbids is in no template, and what is built names no maps."""

import json
import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
PAGES = [
    path
    for path in sorted(TEMPLATES.rglob("*.html"))
    if path.relative_to(TEMPLATES).parts[0] != "email"
]
FORBIDDEN = {
    "a style attribute": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "an inline script": r"<script(?![^>]*\bsrc=)",
    "an event handler": r"<[^>]+\son[a-z]+\s*=",
    "a script address": r"javascript:",
    "code for htmx": r"hx-on|hx-vals=.js:|js:\{",
}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_pages_hold_nothing_that_the_policy_refuses(path):
    source = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", path.read_text(), flags=re.DOTALL)
    found = [name for name, pattern in FORBIDDEN.items() if re.search(pattern, source)]
    # E-mails may stand beside their app's pages, and need their styles in place.
    assert found == [] or 'extends "email/' in source


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_template_parses(path):
    get_template(str(path.relative_to(TEMPLATES)))


def test_the_lock_file_names_no_registry():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert lock["packages"]
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]


def test_what_is_built_names_only_files_that_are_there():
    built = ROOT / "static" / "built"
    style = (built / "portal.css").read_text()
    for address in re.findall(r"url\(\"?([^\")]+)\"?\)", style):
        assert (built / address).is_file(), address
    for path in [*built.glob("*.css"), *built.glob("*.js")]:
        assert "sourceMappingURL" not in path.read_text(), path.name


def test_nothing_of_gov_uk_s_own_is_worn():
    style = (ROOT / "static" / "built" / "portal.css").read_text()
    assert "GDS Transport" not in style
    assert "crest" not in style


def test_what_must_break_or_stand_in_columns_has_its_rule():
    style = (ROOT / "static" / "built" / "portal.css").read_text()
    for name in ("portal-break", "portal-checkboxes--many", "portal-after-panels"):
        assert f".{name}" in style, name
