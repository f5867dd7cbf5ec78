"""Compiles one paper, in a process of its own: JSON comes in, a PDF goes out.

Typst keeps what it compiled (gigabytes after a few large papers), and a process that has compiled
must never fork afterwards, as a Celery parent does. A child that ends gives both back.
"""

import json
import sys
from pathlib import Path

import typst


def main() -> int:
    order, data = json.loads(sys.stdin.buffer.readline()), sys.stdin.buffer.read().decode()
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[order["fonts_dir"]],
    )
    families = fonts.families()
    if order["family"] not in families:
        print(
            f"{order['family']} is not among the fonts in {order['fonts_dir']}. Run `make assets`.",
            file=sys.stderr,
        )
        return 1
    # Other families in the folder draw what the first one lacks.
    others = [family for family in families if family != order["family"]]
    template = Path(order["template"])
    compiler = typst.Compiler(root=str(template.parent), font_paths=fonts, ignore_system_fonts=True)
    try:
        pdf, _warnings = compiler.compile_with_warnings(
            input=str(template),
            format="pdf",
            sys_inputs={"data": data, "fonts": json.dumps([order["family"], *others])},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=order["timestamp"],
        )
    except typst.TypstError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
