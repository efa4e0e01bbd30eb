"""The YAML language server that editors use, spoken to over its standard input and output."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_MAY_TAKE = 60  # seconds; the first answer takes one


class LanguageServer:
    """One process; `server` is the file `bin/yaml-language-server`."""

    def __init__(self, server: Path) -> None:
        command = ["node", str(server), "--stdio"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        self.number = 0
        self.request("initialize", processId=None, rootUri=None, capabilities=_CAPABILITIES)
        self._send(method="initialized", params={})

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()

    def diagnostics(self, path: Path) -> list[tuple[int, str]]:
        """(line from 1, message) of what an editor would underline."""
        self._open(path)
        while True:
            said = self._receive()
            parameters = said.get("params", {})
            if said.get("method") == "textDocument/publishDiagnostics" and (
                parameters["uri"] == path.as_uri()
            ):
                found = parameters["diagnostics"]
                return [(each["range"]["start"]["line"] + 1, each["message"]) for each in found]

    def completions(self, path: Path, line: int, column: int) -> Mapping[str, str]:
        """What an editor offers there (line and column from 1), each with what it says of it."""
        self._open(path)
        answer = self.request(
            "textDocument/completion",
            textDocument={"uri": path.as_uri()},
            position={"line": line - 1, "character": column - 1},
        )
        return {each["label"]: _words(each.get("documentation")) for each in answer["items"]}

    def hover(self, path: Path, line: int, column: int) -> str:
        self._open(path)
        answer = self.request(
            "textDocument/hover",
            textDocument={"uri": path.as_uri()},
            position={"line": line - 1, "character": column - 1},
        )
        return _words(answer["contents"]) if answer else ""

    def request(self, method: str, **parameters: Any) -> Any:
        self.number += 1
        self._send(id=self.number, method=method, params=parameters)
        while True:
            said = self._receive()
            if said.get("id") == self.number and "method" not in said:
                assert "error" not in said, said
                return said["result"]

    def _open(self, path: Path) -> None:
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1}
        text = path.read_text("utf-8")
        self._send(
            method="textDocument/didOpen", params={"textDocument": {**document, "text": text}}
        )

    def _send(self, **message: Any) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        """The next message; what the server asks of the editor is answered on the way."""
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        said: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if "id" in said and "method" in said:
            asked = said["params"].get("items", []) if isinstance(said.get("params"), dict) else []
            self._send(id=said["id"], result=[_setting(each) for each in asked])
        return said


def _setting(asked: Mapping[str, Any]) -> Any:
    return _SETTINGS.get(asked.get("section", ""))


_SETTINGS = {"yaml": {"validate": True, "completion": True, "schemaStore": {"enable": False}}}
_CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}}},
}


def _words(documentation: Any) -> str:
    return str(documentation["value"] if isinstance(documentation, dict) else documentation or "")
