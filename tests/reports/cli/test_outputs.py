"""Where reports go: several at once, files whole or not at all, pipes, colour."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
from pathlib import Path

import pytest
from newsroom import A, Run, python

from checker.types import CheckResult
from reports.cli import outputs as module
from reports.cli.outputs import Outputs, wants_color, write_file

posix = pytest.mark.skipif(os.name == "nt", reason="permissions and devices of POSIX")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("r.json", "{"),
        ("r.HTML", "<!"),
        ("r.htm", "<!"),
        ("r.md", "#"),
        ("r.csv", '"id",'),
        ("r.sarif", "{"),
        ("r.xml", "<?xml"),
        ("r.txt", ""),
        ("r", ""),
    ],
)
def test_format_by_suffix(run: Run, folder: Path, name: str, begins: str) -> None:
    code, out, err = run("report", "a.txt", "b.txt", "-o", name)
    assert (code, out) == (0, "")
    assert err.startswith("crosscheck: 2 sources compared")
    assert (folder / name).read_text(encoding="utf-8-sig").lstrip().startswith(begins)


def test_several_outputs_in_one_run(run: Run, folder: Path) -> None:
    code, out, _ = run(
        "report", "a.txt", "b.txt", "-o", "r.html", *("--output", "sarif=r.sarif"), *("--output", "junit=r.xml"),
        *("--output", "github"), *("--output", "text"), *("--summary", "summary.md"),
    )  # fmt: skip
    assert code == 0
    assert json.loads((folder / "r.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert (folder / "r.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert (folder / "r.html").exists()
    assert out.index("::error") < out.index("15 people were hurt")
    assert "quantity-mismatch" in (folder / "summary.md").read_text(encoding="utf-8")


def test_a_summary_is_appended(run: Run, folder: Path) -> None:
    (folder / "summary.md").write_text("# Before\n", encoding="utf-8")
    code, out, _ = run("report", "a.txt", "b.txt", "--summary", "summary.md")
    assert (code, out) == (0, "")
    assert (folder / "summary.md").read_text(encoding="utf-8").startswith("# Before\n#")


def test_a_summary_fits_the_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, two_sources: CheckResult) -> None:
    monkeypatch.setattr(module, "_LARGEST_SUMMARY", 300)
    Outputs((), tmp_path / "s.md").write(two_sources)
    text = (tmp_path / "s.md").read_text(encoding="utf-8")
    assert text.endswith("\n\nThe rest does not fit here; see the full report.\n")
    assert len(text.encode()) < 300 + 60


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("old", encoding="utf-8")
    write_file(path, "new é \ud800\r\n")
    assert path.read_bytes() == "new é ?\r\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.txt"
    path.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(module.InputError, match=r"r\.txt: cannot be written \(No space left on device\)"):
        write_file(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "r.txt", tmp_path / "link.txt"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    write_file(link, "new")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    mask = os.umask(0o027)
    try:
        write_file(tmp_path / "fresh.txt", "new")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "fresh.txt").stat().st_mode) == 0o640


@posix
def test_devices_are_written_to_and_not_replaced(run: Run) -> None:
    assert run("report", "a.txt", "b.txt", "-o", "/dev/null")[0] == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


RUN = """
import sys
sys.path.insert(0, sys.argv[1])
import checker, stand_in
vars(checker)["check"] = stand_in.StandIn().check
from reports.cli import main
sys.exit(main(sys.argv[2:]))
"""
HERE = str(Path(__file__).parent)


@posix
def test_a_reader_that_has_seen_enough(folder: Path) -> None:
    (folder / "a.txt").write_text(A * 200, encoding="utf-8")
    code = f"""
import subprocess, sys
command = [sys.executable, "-c", {RUN!r}, {HERE!r}, "report", "a.txt", "b.txt", "-f", "json", "--fail-on", "error"]
p = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
p.stdout.readline()
p.stdout.close()
err = p.stderr.read()
print(p.wait(), err.count(chr(10)), "Broken" in err or "Traceback" in err)
"""
    assert python(code, folder=folder).stdout == "1 1 False\n"


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk(folder: Path) -> None:
    code = f"""
import subprocess, sys
with open("/dev/full", "w") as full:
    p = subprocess.run([sys.executable, "-c", {RUN!r}, {HERE!r}, "report", "a.txt", "b.txt"],
                       stdout=full, stderr=subprocess.PIPE, text=True)
print(p.returncode, p.stderr)
"""
    assert python(code, folder=folder).stdout == "2 crosscheck: error: No space left on device\n\n"


def test_closed_streams(folder: Path) -> None:
    code = f"import sys\nsys.stdout = sys.stderr = None\n{RUN}"
    assert python(code, HERE, "report", "a.txt", "b.txt", "--fail-on", "error", folder=folder).returncode == 1


def test_pipes_get_utf8_and_no_colour(folder: Path) -> None:
    (folder / "a.txt").write_text(A.replace("Fire", "Fïre \u2013 \U0001f525"), encoding="utf-8")
    done = python(RUN, HERE, "report", "a.txt", "b.txt", "-f", "csv", folder=folder)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "terminal", "colour"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": ""}, False, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_colour(monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], terminal: bool, colour: bool) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert wants_color(Terminal() if terminal else io.StringIO()) == colour


def test_colour_reaches_the_text(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in run("report", "a.txt", "b.txt")[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("report", "a.txt", "b.txt")[1]


def test_progress_is_for_terminals_and_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    from reports.cli import progress as progress_module
    from reports.cli.progress import progress

    for stream, quiet, delay, shown in (
        (Terminal(), False, 0.0, True),
        (Terminal(), False, 60.0, False),
        (Terminal(), True, 0.0, False),
        (io.StringIO(), False, 0.0, False),
    ):
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(progress_module, "DELAY", delay)
        with progress(quiet=quiet) as report:
            report("comparing", 1, 2)
            for _ in range(100):
                if stream.getvalue() or not shown:
                    break
                progress_module.threading.Event().wait(0.1)
            report("comparing", 2, 2)
        assert bool(stream.getvalue()) == shown
