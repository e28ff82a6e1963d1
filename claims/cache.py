"""A content-addressed store on disk: what was computed once for a text is not computed again.

Keys are digests of everything that a value depends on, so that nothing ever has to be invalidated. SQLite
takes care of atomic writes and of several processes at once. A damaged or unwritable file costs the
cache, never the run.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

LOOKUP = 500  # keys per query; SQLite allows 999 parameters everywhere


def digest(*parts: str) -> bytes:
    """SHA-256 of some texts, told apart by their lengths."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.digest()


class Store:
    """Digests to bytes, in one SQLite file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are known."""
        found: dict[bytes, bytes] = {}
        try:
            with closing(self._open()) as db:
                for k in range(0, len(keys), LOOKUP):
                    part = keys[k : k + LOOKUP]
                    marks = ",".join("?" * len(part))
                    found |= dict(db.execute(f"SELECT key, value FROM store WHERE key IN ({marks})", part))  # noqa: S608
        except (sqlite3.Error, OSError):
            return {}
        return found

    def write(self, values: Mapping[bytes, bytes]) -> None:
        """Add values; silently does without where the file cannot be written."""
        try:
            with closing(self._open()) as db, db:
                db.executemany("INSERT OR REPLACE INTO store VALUES (?, ?)", list(values.items()))
        except sqlite3.OperationalError:
            return  # locked or read-only
        except sqlite3.DatabaseError:
            self.path.unlink(missing_ok=True)  # damaged: the next run starts a new one
        except OSError:
            return

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.path, timeout=20)
        db.execute("CREATE TABLE IF NOT EXISTS store (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
        return db
