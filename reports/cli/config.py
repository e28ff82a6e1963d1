"""``crosscheck config``: the settings in force, and where each comes from."""

from __future__ import annotations

import json
from pathlib import Path

import click

from reports.cli.options import CONTEXT, FILE
from reports.cli.outputs import say, write_stdout
from reports.settings import KEYS, Settings, load, unknown_variables


@click.command("config", short_help="Show the settings in force and where each comes from.", context_settings=CONTEXT)
@click.option("-f", "--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--config", "file", type=FILE, metavar="FILE", help="Settings to use instead of the nearest file.")
def config_command(*, format_name: str, file: Path | None) -> int:
    """Show the settings in force and where each comes from.

    The command line goes before the environment (CROSSCHECK_MIN_CONFIDENCE), that before the nearest crosscheck.toml
    or pyproject.toml with [tool.crosscheck], that before the default.
    """
    settings = load(file=file)
    write_stdout(_as_json(settings) if format_name == "json" else _as_text(settings))
    for line in unknown_variables():
        say(f"note: {line}")
    return 0


def _rows(settings: Settings) -> list[tuple[str, object, str, str]]:
    """Key, value as TOML would have it, origin, meaning."""
    return [
        (key, _plain(getattr(settings, f.name)), settings.origins.get(key, "default"), f.metadata["meaning"])
        for key, f in KEYS.items()
    ]


def _as_json(settings: Settings) -> str:
    rows = {key: {"value": value, "from": origin} for key, value, origin, _ in _rows(settings)}
    file = str(settings.file) if settings.file else None
    return json.dumps({"file": file, "settings": rows}, ensure_ascii=False, indent=2) + "\n"


def _as_text(settings: Settings) -> str:
    rows = [(key, json.dumps(value, ensure_ascii=False), origin, why) for key, value, origin, why in _rows(settings)]
    rows = [(key, "(not set)" if value == "null" else value, origin, why) for key, value, origin, why in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [f"settings file: {settings.file or 'none found'}", ""]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        lines.append("  ".join([*cells, f"# {row[3]}"]))
    return "\n".join(lines) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
