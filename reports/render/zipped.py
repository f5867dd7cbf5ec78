"""Word and Excel files are zips full of clocks: here they are set to the paper's cut-off."""

import re
import zipfile
import zlib
from datetime import UTC, datetime
from io import BytesIO

# The earliest moment that a zip can tell: it stands for none.
NO_MOMENT = (1980, 1, 1, 0, 0, 0)
PROPERTIES = "docProps/core.xml"
_CLOCKS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def at_moment(content: bytes, moment: datetime) -> bytes:
    """The same file, whenever it was written."""
    stamp = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as file, zipfile.ZipFile(out, "w") as fixed:
        for name in file.namelist():
            data = file.read(name)
            if name == PROPERTIES:
                data = _CLOCKS.sub(rb"\g<1>" + stamp + rb"\g<3>", data)
            info = zipfile.ZipInfo(name, NO_MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            fixed.writestr(info, data)
    return out.getvalue()


def zlib_version() -> str:
    """Another zlib packs the same words into other bytes."""
    return f"zlib {zlib.ZLIB_RUNTIME_VERSION}"
