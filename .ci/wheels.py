"""Resolves every runtime dependency to wheels for systems that are not here.

Usage: wheels.py PYTHON FOLDER. Fails where one has no wheel; typst may lack one, since all but
PDF works without it, and that is said.
"""

import configparser
import subprocess
import sys
from pathlib import Path

PLATFORMS = ("win_amd64", "macosx_11_0_arm64", "macosx_10_15_x86_64")
VERSIONS = ("3.11", "3.12", "3.13", "3.14")


def resolve(python: str, folder: Path, platform: str, version: str, needs: list[str]) -> bool:
    target = [f"--platform={platform}", f"--python-version={version}", "--only-binary=:all:"]
    command = [python, "-m", "pip", "download", "-q", "--disable-pip-version-check", *target]
    return subprocess.run([*command, "-d", str(folder), *needs], check=False).returncode == 0


def main(python: str, folder: Path) -> int:
    config = configparser.ConfigParser()
    config.read(Path(__file__).parent.parent / "setup.cfg")
    lines = config["options"]["install_requires"].splitlines()
    needs = [line.replace(" ", "") for line in lines if line and not line.startswith("#")]
    failed = 0
    for platform in PLATFORMS:
        for version in VERSIONS:
            rest = [need for need in needs if not need.startswith("typst")]
            if resolve(python, folder, platform, version, needs):
                print(f"{platform} {version}: all wheels")
            elif resolve(python, folder, platform, version, rest):
                print(f"{platform} {version}: all wheels but typst; no PDF there")
            else:
                print(f"{platform} {version}: FAILED")
                failed += 1
    return failed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], Path(sys.argv[2])))
