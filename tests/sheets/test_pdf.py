"""The engines: which is taken, what is said when one fails, and what is left on the disk."""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
import re
import shutil
import stat
import sys
import unicodedata
from pathlib import Path

import pytest
from printed import letters, pages
from sample import SHEET

from proofs.sheets import pdf, record
from proofs.sheets.document import Paragraph, Sheet
from proofs.sheets.latex import text
from proofs.sheets.latex_style import PREAMBLE
from proofs.sheets.pdf import EngineFailed, EngineMissing, find_engine, run_tex, run_typst, write_sheet

SMALL = Sheet("Title", "Course", "Source", (Paragraph("Some words."),))


@pytest.fixture
def no_tex(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)


def fake_tex(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Put a pdflatex that runs the given Python lines, and no kpsewhich, before everything else."""
    program = folder / "pdflatex"
    program.write_text(f"#!{sys.executable}\nimport os, pathlib, sys, time\n{body}\n")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setattr(shutil, "which", lambda name: str(program) if name == "pdflatex" else None)


def test_without_tex_the_note_says_so(no_tex: None, tmp_path: Path) -> None:
    written = write_sheet(SMALL, tmp_path, "small")
    assert written.engine == "typst"
    assert written.note == "pdflatex is not installed; typeset by Typst instead"
    assert written.pdf.read_bytes().startswith(b"%PDF")


def test_an_engine_asked_for_is_used_or_refused(no_tex: None) -> None:
    assert find_engine("typst").name == "typst"
    assert find_engine("typst").note == ""
    with pytest.raises(EngineMissing, match="pdflatex is not installed.*texlive-latex-recommended"):
        find_engine("pdflatex")
    with pytest.raises(EngineMissing, match="unknown engine 'word'"):
        find_engine("word")


def test_without_the_wheel_the_error_says_what_to_install(no_tex: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", absent)
    with pytest.raises(EngineMissing, match=r'pdflatex is not installed.*pip install "typst>=0\.14,<0\.16"'):
        find_engine()


@pytest.mark.parametrize("version", ["0.13.4", "0.16.0", "1.14.0"])
def test_another_typst_is_refused(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda name: version)
    with pytest.raises(EngineMissing, match=f"Typst {version} is not supported"):
        find_engine("typst")


def test_a_tex_without_the_packages_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_tex(tmp_path, monkeypatch, "print('/usr/share/amsmath.sty')")
    monkeypatch.setattr(shutil, "which", lambda name: str(tmp_path / "pdflatex"))
    engine = find_engine()
    assert engine.name == "typst"
    assert "pdflatex lacks amssymb.sty" in engine.note


FAILING = ("'--version' in sys.argv or "
           "pathlib.Path('sheet.log').write_text('noise\\n./sheet.tex:7: Undefined control sequence.\\nl.7 \\\\foo')")


def test_a_failing_tex_is_reported_and_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_tex(tmp_path, monkeypatch, FAILING + "; sys.exit(1)")
    written = write_sheet(SMALL, tmp_path / "out", "small")
    assert written.engine == "typst"
    assert "pdflatex failed: ./sheet.tex:7: Undefined control sequence. | l.7 \\foo" in written.note
    with pytest.raises(EngineFailed, match="Undefined control sequence"):
        write_sheet(SMALL, tmp_path / "forced", "small", "pdflatex")
    assert not (tmp_path / "forced").exists()


def test_a_tex_that_dies_without_a_log_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_tex(tmp_path, monkeypatch, "sys.exit('I cannot find my format')")
    assert "exit status 1 I cannot find my format" in write_sheet(SMALL, tmp_path, "small").note


def test_a_tex_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_tex(tmp_path, monkeypatch, f"""
if '--version' not in sys.argv:
    pathlib.Path({str(tmp_path)!r}, 'number').write_text(str(os.getpid()))
    time.sleep(600)
""")
    monkeypatch.setattr(pdf, "_TIMEOUT_SECONDS", 2)
    assert "pdflatex took more than 2 seconds" in write_sheet(SMALL, tmp_path, "small").note
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path/"number").read_text()), 0)


def test_a_failing_typst_is_an_error() -> None:
    with pytest.raises(EngineFailed, match="Typst failed: unknown variable"):
        run_typst("#nothing-of-that-name")


def test_typst_reads_no_file_outside() -> None:
    with pytest.raises(EngineFailed):
        run_typst('#read("/etc/hostname")')


@pytest.mark.tex
def test_a_real_tex_error_carries_its_log_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "latex", lambda sheet: "\\documentclass{article}\n\\begin{document}\n\\foo\n")
    written = write_sheet(SMALL, tmp_path, "small")
    assert written.engine == "typst"
    assert "sheet.tex:3: Undefined control sequence" in written.note


@pytest.mark.tex
@pytest.mark.parametrize(
    "attack", ["\\immediate\\write18{touch hole}", "\\newwrite\\f\\immediate\\openout\\f=../hole\\relax"]
)
def test_tex_has_no_shell_and_writes_nothing_outside(
    attack: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    source = f"\\documentclass{{article}}\\begin{{document}}{attack} x\\end{{document}}\n"
    with contextlib.suppress(EngineFailed):
        run_tex(source)
    assert list(tmp_path.rglob("hole*")) == []


def test_the_preamble_needs_no_package_that_is_not_looked_for() -> None:
    used = {name for group in re.findall(r"\\usepackage(?:\[[^]]*\])?\{([^}]*)\}", PREAMBLE) for name in group.split(",")}
    assert {f"{name}.sty" for name in used - {"fontenc"}} <= set(pdf.TEX_PACKAGES) and len(used) > 8


@pytest.mark.tex
def test_the_sample_has_no_warnings(tmp_path: Path) -> None:
    written = write_sheet(SHEET, tmp_path, "sample", "pdflatex")
    assert (written.engine, written.note) == ("pdflatex", "")


def test_same_bytes_in_every_folder(engine: str, tmp_path: Path) -> None:
    one, two = (write_sheet(SHEET, tmp_path / name, name, engine) for name in ("one", "two"))
    for first, second in ((one.tex, two.tex), (one.typ, two.typ), (one.html, two.html), (one.pdf, two.pdf)):
        assert first.read_bytes() == second.read_bytes()


def test_an_interrupted_build_leaves_old_files_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = write_sheet(SMALL, tmp_path, "small", "typst")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    calls = []

    def interrupt(source: object, target: object) -> None:
        calls.append(target)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_sheet(SHEET, tmp_path, "small", "typst")
    assert calls == [old.tex]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_nothing_is_written_for_a_refused_formula(tmp_path: Path) -> None:
    bad = Sheet("Title", "Course", "Source", (Paragraph(r"$\foo$"),))
    with pytest.raises(ValueError, match="unknown command"):
        write_sheet(bad, tmp_path / "out", "bad")
    assert not (tmp_path / "out").exists()


def test_what_did_not_change_is_not_set_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_sheet(SMALL, tmp_path, "small", "typst")
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.iterdir()}
    again = write_sheet(SMALL, tmp_path, "small", "typst")
    assert (first.fresh, again.fresh) == (True, False)
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.iterdir()} == before
    assert write_sheet(SMALL, tmp_path, "other", "typst").fresh
    assert not write_sheet(SMALL, tmp_path, "small", "typst").fresh


@pytest.mark.parametrize("change", ["content", "pdf", "missing", "record", "version", "template"])
def test_every_change_is_noticed(change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = write_sheet(SMALL, tmp_path, "small", "typst")
    right = written.pdf.read_bytes()
    sheet = SMALL
    if change == "content":
        sheet = Sheet("Title", "Course", "Source", (Paragraph("Other words."),))
    elif change == "pdf":
        written.pdf.write_bytes(b"%PDF spoiled")
    elif change == "missing":
        written.html.unlink()
    elif change == "record":
        (tmp_path/record.FILE).write_text('{"small": {"key": 3}}')
    elif change == "version":
        monkeypatch.setattr(importlib.metadata, "version", lambda name: "0.15.99")
    elif change == "template":
        real = pdf.typst
        monkeypatch.setattr(pdf, "typst", lambda sheet: real(sheet).replace("22.5mm", "23mm"))
    again = write_sheet(sheet, tmp_path, "small", "typst")
    assert again.fresh
    assert (again.pdf.read_bytes() == right) == (change not in ("content", "template"))


def test_a_tex_that_failed_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_tex(tmp_path, monkeypatch, FAILING + "; sys.exit(1)")
    notes = [write_sheet(SMALL, tmp_path, "small") for _ in range(2)]
    assert [(w.engine, w.fresh) for w in notes] == [("typst", True)]*2
    assert all("Undefined control sequence" in w.note for w in notes)


@pytest.mark.tex
def test_lualatex_sets_the_same_words(tmp_path: Path) -> None:
    one, two = (write_sheet(SHEET, tmp_path/n, n, "lualatex") for n in ("one", "two"))
    assert (one.engine, one.note) == ("lualatex", "")
    assert one.pdf.read_bytes() == two.pdf.read_bytes()
    by_pdflatex = write_sheet(SHEET, tmp_path/"three", "three", "pdflatex")
    assert one.tex.read_bytes() == by_pdflatex.tex.read_bytes()
    assert letters("".join(pages(one.pdf))).count("PROVED") == letters("".join(pages(by_pdflatex.pdf))).count("PROVED")


LETTERS = "–—‘’“”…§°±×÷·«»¡¿ßÆæŒœØøÐðÞþĐđŊŋŁł" + "".join(
    chr(c) for c in range(0xC0, 0x180) if unicodedata.decomposition(chr(c)))


@pytest.mark.tex
@pytest.mark.parametrize("tex", ["pdflatex", "lualatex"])
def test_letters_with_accents_and_signs(tex: str, tmp_path: Path) -> None:
    words = " ".join(c for c in LETTERS if "[U+" not in text(c))
    written = write_sheet(Sheet("Title", "Course", "Source", (Paragraph(words),)), tmp_path, "letters", tex)
    assert written.note == ""
    assert len(words) > 180
    shown = letters("".join(pages(written.pdf)))
    assert [c for c in "–—“”é ñ ö ß ø ç".replace(" ", "") if c not in shown] == []


@pytest.mark.tex
@pytest.mark.parametrize("tex", ["pdflatex", "lualatex", "typst"])
def test_what_is_copied_are_characters(tex: str, tmp_path: Path) -> None:
    words = r"$\lVert x\rVert \le \lfloor y\rfloor$ and $\langle u, v\rangle < \varepsilon$"
    sheet = Sheet("Title", "Course", "Source", (Paragraph(words),))
    written = write_sheet(sheet, tmp_path, "characters", tex)
    assert (written.engine, written.note) == (tex, "")
    shown = unicodedata.normalize("NFKC", "".join(pages(written.pdf)))
    assert [c for c in "‖⌊⌋≤⟨⟩<ε" if c not in shown.replace("∥", "‖").replace("ϵ", "ε")] == []
