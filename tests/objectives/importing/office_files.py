"""Word and Excel files as bytes: what the usual libraries write, and odd ones part by part."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument"
WORD = f"{_TYPES}.wordprocessingml.document.main+xml"
WORD_WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
EXCEL = f"{_TYPES}.spreadsheetml.sheet.main+xml"
EXCEL_WITH_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def saved(document) -> bytes:
    """What python-docx, openpyxl or xlwt would put on the disk."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def package(main: str, content_type: str, parts: dict, **related: str) -> bytes:
    """`related` names the parts that the main one leads to: kind=part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/{main}" ContentType="{content_type}"/></Types>',
        )
        file.writestr("_rels/.rels", _relations({"officeDocument": main}))
        folder, name = main.split("/")
        file.writestr(f"{folder}/_rels/{name}.rels", _relations(related, start=f"{folder}/"))
        for part, text in parts.items():
            file.writestr(part, text)
    return stream.getvalue()


def _relations(related: dict, start: str = "") -> str:
    listed = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind.rstrip("0123456789")}" '
        f'Target="{target.removeprefix(start)}"/>'
        for kind, target in related.items()
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{listed}</Relationships>'


def docx(body: str, *, content_type=WORD, namespace=W, **parts: str) -> bytes:
    """A document of this XML; `numbering`, `styles`, `footnotes` ... are parts beside it."""
    document = (
        f'<w:document xmlns:w="{namespace}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}</w:body></w:document>'
    )
    texts = {"word/document.xml": document}
    for kind, inner in parts.items():
        texts[f"word/{kind}.xml"] = f'<w:{kind} xmlns:w="{namespace}">{inner}</w:{kind}>'
    related = {kind: f"word/{kind}.xml" for kind in parts}
    return package("word/document.xml", content_type, texts, **related)


def p(*runs: str, style="", numbered="") -> str:
    """A paragraph; `numbered` is "list level"."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        key, level = numbered.split()
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(*inner: str, span=1, down=None) -> str:
    """A cell; `down` is "restart" or "continue" where it is merged with others below or above."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if down:
        properties += f'<w:vMerge w:val="{down}"/>'
    blocks = "".join(each if each.startswith("<") else p(each) for each in inner or [""])
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def tr(*cells: str, before=0, deleted=False) -> str:
    properties = f'<w:gridBefore w:val="{before}"/>' if before else ""
    properties += "<w:del/>" if deleted else ""
    inner = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str, widths=()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def xlsx(*rows: str, content_type=EXCEL, after="", cols="", **parts: str) -> bytes:
    """A workbook of one sheet, “Plan”, with these rows; `after` follows its cells."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    texts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Plan" sheetId="1" r:id="worksheet1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{cols}<sheetData>'
        f"{''.join(rows)}</sheetData>{after}</worksheet>",
    }
    for kind, inner in parts.items():
        root = {"sharedStrings": "sst", "styles": "styleSheet"}[kind]
        texts[f"xl/{kind}.xml"] = f'<{root} xmlns="{main}">{inner}</{root}>'
    related = {kind: f"xl/{kind}.xml" for kind in parts}
    related["worksheet1"] = "xl/worksheets/sheet1.xml"
    return package("xl/workbook.xml", content_type, texts, **related)


def with_parts(content: bytes, **changed: bytes | None) -> bytes:
    """The same package with parts put in, replaced or (None) taken out; `__` stands for `/`."""
    stream = io.BytesIO()
    changed = {name.replace("__", "/"): data for name, data in changed.items()}
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename not in changed:
                new.writestr(part, old.read(part))
        for name, data in changed.items():
            if data is not None:
                new.writestr(name, data)
    return stream.getvalue()
