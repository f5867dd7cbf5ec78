"""Compiles one paper, in a process of its own: JSON comes in, a PDF goes out.

Typst keeps what it compiled (gigabytes after a few large papers), and a process that has compiled
must never fork afterwards, as a Celery parent does. A child that ends gives both back.

Its argument is the folder of the fonts. It loads them before it waits for its order.
"""

import json
import sys
from pathlib import Path

import typst


def main() -> int:
    fonts_dir = sys.argv[1]
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[fonts_dir],
    )
    families = fonts.families()
    order, data = json.loads(sys.stdin.buffer.readline()), sys.stdin.buffer.read().decode()
    if order["family"] not in families:
        print(
            f"{order['family']} is not among the fonts in {fonts_dir}. Run `make assets`.",
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
