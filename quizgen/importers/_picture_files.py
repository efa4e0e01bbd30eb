"""Pictures of imported questions: found beside the file or inside it, and given names of their own
beside the deck."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from quizgen.diagnostics import Diagnostic
from quizgen.importers._imported import ForeignPicture, Imported, Value, as_id, not_kept
from quizgen.phrases import shortened
from quizgen.quiz.images import fault

_INLINE = re.compile(r"data:image/(\w+)[\w+.;=-]*;base64,(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pictures:
    """`find` gets the bytes of a file beside the imported one. `files` are those to write."""

    deck: str
    find: Callable[[str], bytes | None]
    files: dict[str, bytes] = field(default_factory=dict)

    def keys(self, question: Imported) -> tuple[dict[str, Value], list[Diagnostic]]:
        """What the question says of its picture."""
        if question.picture is None:
            return {}, []
        picture = _opened(question.picture)
        content = self.find(picture.name) if picture.content is None else picture.content
        shown = shortened(picture.name)
        if content is None:
            message = f"not kept: the picture “{shown}”, which is not beside the file"
            hint = "put it there and import again, or write image: into the deck"
            return {}, [not_kept(question.where, message, hint)]
        if wrong := fault(picture.name, content):
            return {}, [not_kept(question.where, f"not kept: the picture “{shown}”: {wrong}")]
        name, alt = self._placed(picture, content), " ".join(picture.alt.split())
        return {"image": {"file": name, "alt": alt or _readable(picture.name)}}, []

    def _placed(self, picture: ForeignPicture, content: bytes) -> str:
        ending = picture.name.lower().rpartition(".")[2]
        stem, number = f"{self.deck}-{as_id(_readable(picture.name)).lower() or 'picture'}", 1
        name = f"{stem}.{ending}"
        while self.files.get(name, content) != content:
            number += 1
            name = f"{stem}-{number}.{ending}"
        self.files[name] = content
        return name


def _opened(picture: ForeignPicture) -> ForeignPicture:
    """A picture may stand in its address itself."""
    inline = _INLINE.fullmatch(picture.name)
    if inline is None:
        name = unquote(picture.name).removeprefix("@@PLUGINFILE@@/")  # Moodle's, without its file
        return ForeignPicture(name, picture.alt, picture.content)
    kind = {"svg": "svg", "jpeg": "jpg"}.get(inline[1], inline[1])
    try:
        return ForeignPicture(f"picture.{kind}", picture.alt, b64decode(inline[2]))
    except (binascii.Error, ValueError):
        return ForeignPicture(f"picture.{kind}", picture.alt, b"")


def _readable(name: str) -> str:
    stem = re.split(r"[/\\]", name)[-1].rpartition(".")[0]
    return " ".join(re.split(r"[-_\s]+", stem)).strip() or "picture"
