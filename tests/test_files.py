from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from cleanmt.errors import FileError
from cleanmt.files import discovery, reading, writing


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(b"In kyiv.\n")
    return path


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        ("a “b”".encode(), "a “b”", "utf-8"),
        (b"\xef\xbb\xbfa\r\nb", "a\r\nb", "utf-8"),
        (b"\xff\xfe" + "añ".encode("utf-16-le"), "añ", "utf-16-le"),
        (b"\xfe\xff" + "añ".encode("utf-16-be"), "añ", "utf-16-be"),
        (b"", "", "utf-8"),
    ],
)
def test_what_is_read_is_written_back_alike(tmp_path: Path, raw: bytes, text: str, encoding: str) -> None:
    source = reading.decode(raw, tmp_path)
    assert (source.text, source.encoding) == (text, encoding)
    assert source.encoded(source.text) == raw


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("“Größe” costs 5 €".encode("cp1252"), "“Größe” costs 5 €"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy, řekl ministr. ".encode("cp1250") * 5, None),
    ],
)
def test_an_older_encoding_is_read_but_never_rewritten(article: Path, raw: bytes, text: str | None) -> None:
    article.write_bytes(raw)
    source = reading.read(article)
    assert not source.is_certain
    assert text is None or source.text == text
    with pytest.raises(FileError, match="save it as UTF-8"):
        writing.write(source, "other")
    assert article.read_bytes() == raw


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"\x00\x01 binary", "NUL bytes"),
        (b"\xff\x00 binary \xff", "NUL bytes"),
        (b"\xef\xbb\xbfbroken \xff", "marked as utf-8"),
        (b"\xff\xfeodd", "marked as utf-16-le"),
    ],
)
def test_what_is_no_text(raw: bytes, words: str) -> None:
    with pytest.raises(FileError, match=f"a.txt.*{words}"):
        reading.decode(raw, Path("a.txt"))


def test_bytes_that_no_encoding_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    import charset_normalizer

    class Nothing:
        def best(self) -> None:
            return None

    monkeypatch.setattr(charset_normalizer, "from_bytes", lambda _: Nothing())
    with pytest.raises(FileError, match="encoding can't be told"):
        reading.decode(b"\x81\x8d\x8f", Path("a.txt"))


def test_a_missing_file() -> None:
    with pytest.raises(FileError, match=r"gone.txt: can't be read: No such file"):
        reading.read(Path("gone.txt"))
    with pytest.raises(FileError, match=r"gone: no such file or folder"):
        list(discovery.find([Path("gone")]))


class TestWriting:
    def test_nothing_to_write(self, article: Path) -> None:
        assert not writing.write(reading.read(article), "In kyiv.\n")

    def test_permissions_stay(self, article: Path) -> None:
        article.chmod(0o640)
        assert writing.write(reading.read(article), "In Kyiv.\n")
        assert stat.S_IMODE(article.stat().st_mode) == 0o640
        assert article.read_text("utf-8") == "In Kyiv.\n"

    def test_a_link_stays_a_link(self, article: Path) -> None:
        link = article.with_name("link.txt")
        link.symlink_to(article)
        writing.write(reading.read(link), "In Kyiv.\n")
        assert link.is_symlink()
        assert article.read_text("utf-8") == "In Kyiv.\n"

    def test_a_file_that_changed_meanwhile_is_left_alone(self, article: Path) -> None:
        source = reading.read(article)
        article.write_text("Somebody else's work.\n", "utf-8")
        with pytest.raises(FileError, match="changed while"):
            writing.write(source, "In Kyiv.\n")
        assert article.read_text("utf-8") == "Somebody else's work.\n"

    def test_a_read_only_file_is_left_alone(self, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere
        with pytest.raises(FileError, match="read-only"):
            writing.write(reading.read(article), "In Kyiv.\n")
        assert article.read_bytes() == b"In kyiv.\n"

    @pytest.mark.parametrize("step", ["fsync", "replace"])
    def test_whatever_fails_the_old_text_stays(self, article: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, step, fail)
        with pytest.raises(FileError, match="No space left"):
            writing.write(reading.read(article), "In Kyiv.\n")
        assert article.read_bytes() == b"In kyiv.\n"
        assert list(article.parent.iterdir()) == [article]


class TestPutting:
    def test_a_new_file_has_the_permissions_of_any_new_file(self, tmp_path: Path) -> None:
        writing.put(tmp_path / "new.txt", b"x", None)
        (tmp_path / "other.txt").touch()
        assert (tmp_path / "new.txt").read_bytes() == b"x"
        assert (tmp_path / "new.txt").stat().st_mode == (tmp_path / "other.txt").stat().st_mode

    @pytest.mark.parametrize("expected", [None, b"In Kyiv.\n"])
    def test_what_is_not_as_expected_is_left_alone(self, article: Path, expected: bytes | None) -> None:
        with pytest.raises(FileError, match="changed while"):
            writing.put(article, b"x", expected)
        assert article.read_bytes() == b"In kyiv.\n"

    def test_a_file_that_went_away_does_not_come_back(self, article: Path) -> None:
        source = reading.read(article)
        article.unlink()
        with pytest.raises(FileError, match="changed while"):
            writing.write(source, "In Kyiv.\n")
        assert not article.exists()

    def test_a_report_keeps_its_permissions(self, tmp_path: Path) -> None:
        path = tmp_path / "report"
        path.touch(0o600)
        with writing.replacing(path) as out:
            out.write("x")
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.read_text("utf-8") == "x"

    def test_another_path_that_no_way_leads_to(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def on_another_drive(*_: object) -> str:
            raise ValueError

        monkeypatch.setattr("os.path.relpath", on_another_drive)
        assert discovery.relative("D:/texts/a.txt", "C:/repo") == "D:/texts/a.txt"

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FileError, match="can't be written: No such file"):
            writing.put(tmp_path / "gone" / "new.txt", b"x", None)


@pytest.fixture
def tree(tmp_path: Path) -> Callable[..., list[str]]:
    def make(*names: str, gitignore: str = "") -> list[str]:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x", "utf-8")
        if gitignore:
            (tmp_path / ".git").mkdir()
            (tmp_path / ".gitignore").write_text(gitignore, "utf-8")
        return [path.relative_to(tmp_path).as_posix() for path in discovery.find([tmp_path])]

    return make


class TestFinding:
    def test_texts_in_order(self, tree: Callable[..., list[str]]) -> None:
        assert tree("b.txt", "a.txt", "sub/c.text", "d.md", "e.py") == ["a.txt", "b.txt", "sub/c.text"]

    def test_what_is_no_file_is_left_out(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        assert list(discovery.find([tmp_path])) == []

    def test_a_folder_that_can_not_be_read_is_told_of(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def no_entry(path: str) -> None:
            raise PermissionError(13, "Permission denied", path)

        monkeypatch.setattr("os.scandir", no_entry)
        told: list[FileError] = []
        assert list(discovery.find([tmp_path], say=told.append)) == []
        assert [str(error) for error in told] == [f"{tmp_path}: can't be read: Permission denied"]

    def test_the_nearest_gitignore_decides_and_odd_lines_match_nothing(self, tmp_path: Path) -> None:
        (tmp_path / ".gitignore").write_text("[z-a]\n[[:foo:]]\n!\na\\\n*.txt\n", "utf-8")
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub" / ".gitignore").write_text("!keep.txt\n", "utf-8")
        for name in ("a.txt", "sub/b.txt", "sub/keep.txt"):
            (tmp_path / name).write_text("x", "utf-8")
        assert list(discovery.find([tmp_path])) == [tmp_path / "sub" / "keep.txt"]

    def test_hidden_ones_are_left_out(self, tree: Callable[..., list[str]]) -> None:
        assert tree(".a.txt", ".git2/b.txt", "c.txt") == ["c.txt"]

    def test_gitignore_is_respected(self, tree: Callable[..., list[str]]) -> None:
        ignore = "drafts/\n*.tmp.txt\n!keep.tmp.txt\n"
        assert tree("drafts/a.txt", "b.tmp.txt", "keep.tmp.txt", "sub/c.txt", gitignore=ignore) == [
            "keep.tmp.txt",
            "sub/c.txt",
        ]

    def test_a_file_that_is_named_is_taken_whatever_its_name(self, tmp_path: Path) -> None:
        odd = tmp_path / "article.md"
        odd.write_text("x", "utf-8")
        assert list(discovery.find([odd, odd])) == [odd]
