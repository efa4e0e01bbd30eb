"""Prints the README's Nth shell command (a fenced block marked `sh`), as it stands."""

import re
import sys
from pathlib import Path

readme = Path(__file__).parent.parent.joinpath("README.md").read_text("utf-8")
blocks = re.findall(r"^```sh\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
sys.stdout.write(blocks[int(sys.argv[1]) - 1])
