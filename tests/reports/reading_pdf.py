"""A paper's PDF read back: its text, its structure, its validity."""

import re
from io import BytesIO

import page as page_validation
import pikepdf
import pypdfium2


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [p.get_textpage().get_text_range().replace("\r\n", "\n") for p in document]


def words_of(pdf: bytes) -> str:
    """The whole text in one line, without the pages' feet."""
    texts = (re.sub(r"\n[^\n]*Page \d+ of \d+\n?$", "", text) for text in pages_of(pdf))
    return " ".join(" ".join(texts).split())


def tags_of(pdf: bytes) -> list[pikepdf.Dictionary]:
    """Every structure element, in reading order."""
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(node)
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot.K)
        return [_Tag(node) for node in found]


class _Tag:
    def __init__(self, node):
        self.name = str(node.S).lstrip("/")
        self.alt = str(node.Alt) if "/Alt" in node else ""
        attributes = node.A if "/A" in node else []
        if isinstance(attributes, pikepdf.Dictionary):
            attributes = [attributes]
        self.scopes = [str(a.Scope) for a in attributes if "/Scope" in a]


def assert_valid(pdf: bytes):
    """PDF/UA-1 and PDF/A-2a by a checker that the writer's makers didn't write."""
    for profile in ("ua1", "2a"):
        report = page_validation.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, [(f.rule_id, f.message) for f in report.failures]
