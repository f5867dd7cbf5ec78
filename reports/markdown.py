"""Markdown that a person typed, as the blocks of a paper.

Paragraphs, lists, headings, quotes, strong and emphasised words, and links to the web or an e-mail
address. Whatever else is typed, HTML and the markup of other programs with it, is text and is
printed as it was typed: nothing in it is ever run or drawn.
"""

import re
import unicodedata
from functools import cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from .document import Block, Bullets, Note, Paragraph, Run, Subheading
from .sentences import said

LISTS = ("bullet_list", "ordered_list")
CODE = ("fence", "code_block")
SCHEMES = ("http", "https", "mailto")
# Deep enough for any list; what is nested deeper than this the parser would leave out.
DEEPEST = 60


def blocks_of(text: str) -> tuple[Block, ...]:
    if not text.strip():
        return ()
    tree = SyntaxTreeNode(_parser().parse(_printable(text)))
    return tuple(_blocks(tree))


@cache
def _parser():
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    # A line of dashes beneath a sentence is meant as a line; a reference would vanish unseen.
    parser.disable(["lheading", "reference"])
    parser.validateLink = is_link
    return parser


def is_link(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and bool(parts.netloc or parts.path)


def _printable(text):
    """Without control characters: no font has them, and the database keeps no document with one."""
    text = re.sub(r"\r\n?|[\u2028\u2029]", "\n", text)
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def _blocks(node):
    for child in node.children:
        if child.type == "paragraph":
            yield from _if_said(Paragraph, _runs(child))
        elif child.type == "heading":
            if title := _text(_runs(child)).strip():
                yield Subheading(title)
        elif child.type in LISTS:
            yield from _list(child)
        elif child.type == "blockquote":
            for block in _blocks(child):
                yield Note(block.text, block.runs) if isinstance(block, Paragraph) else block
        elif child.type in CODE:
            yield from _if_said(Paragraph, [_code(child)])


def _if_said(kind, runs):
    text, found = said(*runs)
    if text.strip():
        yield kind(text, found)


def _list(node):
    items = [said(*_line(item)) for item in node.children]
    items = [(text, runs or (Run(text),)) for text, runs in items if text.strip()]
    if items:
        texts, runs = zip(*items, strict=True)
        plain = all(found == (Run(text),) for text, found in items)
        yield Bullets(texts, () if plain else runs, ordered=node.type == "ordered_list")


def _line(node):
    """All that stands in a node, in one line; a list within it as "one thing: this; that"."""
    if node.type in ("paragraph", "heading"):
        return _runs(node)
    if node.type in CODE:
        return [_code(node)]
    runs = []
    for child in node.children:
        line = _line(child)
        text = _text(runs).rstrip()
        if text and _text(line).strip():
            colon = child.type in LISTS and not text.endswith(":")
            runs.append(Run(": " if colon else "; " if node.type in LISTS else " "))
        runs += line
    return runs


def _code(node):
    return Run(" ".join(node.content.split()))


def _runs(node):
    """The words of a paragraph or heading, in stretches that look alike."""
    found = []
    for child in node.children:  # "inline", which holds them all
        _gather(child, {}, found)
    return found


def _gather(node, look, found):
    if node.type == "strong":
        look = look | {"strong": True}
    elif node.type == "em":
        look = look | {"emphasis": True}
    elif node.type == "link":
        look = look | {"link": str(node.attrs.get("href", ""))}
    if node.type in ("softbreak", "hardbreak"):
        found.append(Run(" ", **look))
    elif node.type == "image":
        found.append(Run(node.content, **look))
    elif node.children:
        for child in node.children:
            _gather(child, look, found)
    elif node.content:
        found.append(Run(node.content, **look))


def _text(runs):
    return "".join(run.text for run in runs)
