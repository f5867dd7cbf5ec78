"""What the tests need from the machine itself, looked for before anything else: `make test`."""

import os
import shutil
import subprocess
import sys

from tests.browser import AXE, chromium


def main():
    try:
        chromium()
    except FileNotFoundError as missing:
        if not install_chromium():
            sys.exit(f"{missing}\nThe journeys run in a real browser; nothing is skipped.")
    if not AXE.exists():
        sys.exit("axe-core is missing: the front-end packages are not installed. Run: make assets")


def install_chromium():
    """From the system's packages, where this user may."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("Installing Chromium ...", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        subprocess.run(["apt-get", *arguments], env=quiet, stdout=subprocess.DEVNULL, check=False)
    try:
        return bool(chromium())
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    main()
