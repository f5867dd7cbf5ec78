"""`python -m tests.bench.plain_table FONTS`: rows as JSON come in, a PDF of one table goes out."""

import sys
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("plain_table.typ")


def main():
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[sys.argv[1]]
    )
    compiler = typst.Compiler(root=str(TEMPLATE.parent), font_paths=fonts, ignore_system_fonts=True)
    pdf, _warnings = compiler.compile_with_warnings(
        input=str(TEMPLATE),
        format="pdf",
        sys_inputs={"data": sys.stdin.read()},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=0,
    )
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
