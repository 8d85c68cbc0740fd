"""The phone's search as one script for a page."""

import subprocess
import tempfile
from pathlib import Path

_ENTRY = """
import { search } from '%s';
globalThis.timeSearch = (rows, typed) => {
  search(rows, 'first', 20);
  return Object.fromEntries(typed.map((text) => {
    const began = performance.now();
    const found = search(rows, text, 20);
    return [text, Math.round((performance.now() - began) * 10) / 10];
  }));
};
"""


def bundle() -> str:
    """Return the script; it leaves timeSearch(rows, typed) -> {typed: milliseconds}."""
    with tempfile.TemporaryDirectory() as folder:
        entry = Path(folder) / "entry.js"
        entry.write_text(_ENTRY % (Path.cwd() / "pwa/js/worker/search.js"))
        done = subprocess.run(
            ["node_modules/.bin/esbuild", str(entry), "--bundle", "--format=iife"],
            capture_output=True,
            text=True,
            check=True,
        )
    return done.stdout
