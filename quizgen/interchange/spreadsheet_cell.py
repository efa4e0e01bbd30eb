"""A text in a cell of a spreadsheet, which takes some texts for formulas and runs them.

An apostrophe in front makes a text of it, as in Excel itself. A text that already begins so gets
one more, so that reading gives every text back.
"""

from __future__ import annotations

import re

# The second four are wide forms, which count in East Asian versions.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")


def guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
