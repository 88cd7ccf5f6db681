"""What is no prose stays: files that are none, and stretches in texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import cleanmt
from cleanmt.cli import cli
from cleanmt.errors import FileError
from cleanmt.files import prose
from cleanmt.files.reading import Source
from cleanmt.text.document import Document

TABLE = 'id,headline,text\n1,Talks,"The price is 5 euros, or more"\n'


def kind_of(text: str, name: str = "a.txt") -> str | None:
    path = Path(name)
    try:
        prose.ensure(Source(path, text, "utf-8", b"", text.encode()))
    except FileError as error:
        said = str(error)
        assert said.startswith(f"{path}: is ")
        assert "--as text" in said
        return said.removeprefix(f"{path}: is ").partition(", not prose")[0]
    return None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.csv", "CSV"),
        ("A.TSV", "TSV"),
        ("a.json", "JSON"),
        ("a.jsonl", "JSON lines"),
        ("a.ndjson", "JSON lines"),
        ("a.srt", "subtitles"),
        ("a.vtt", "subtitles"),
        ("a.tex", "TeX"),
        ("a.txt", None),
        ("a.md", None),
        ("a.html", None),
        ("csv", None),
    ],
)
def test_a_name_says_what_a_file_is(name: str, kind: str | None) -> None:
    assert kind_of("He fled to Kyiv.", name) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (TABLE, "CSV"),
        ("1;Talks;He fled, they said.\n2;War;She stayed.\n", "CSV"),
        ("Kyiv\tHe fled.\nLviv\tShe stayed.\n", "TSV"),
        ('{"city": "kyiv"}', "JSON"),
        ('{\n  "city": "kyiv"\n}\n', "JSON"),
        ('[{"city": "kyiv"}, {"city": "lviv"}]', "JSON"),
        ('["He fled.", "She stayed."]', "JSON"),
        ("[1]", "JSON"),
        ('{"city": "kyiv"}\n{"city": "lviv"}\n', "JSON lines"),
        ("1\n00:00:01,000 --> 00:00:04,000\nHe fled.\n", "subtitles"),
        ("WEBVTT\n\n00:01.000 --> 00:04.000\nHe fled.\n", "subtitles"),
        ("% a draft\n\\section{War}\n\nHe fled to kyiv.\n", "TeX"),
        ("\\documentclass{article}\n\\begin{document}\nHe fled.\n\\end{document}\n", "TeX"),
    ],
)
def test_a_shape_says_what_a_text_is(text: str, kind: str) -> None:
    assert kind_of(text) == kind
    assert kind_of(text, "-") == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "He fled, they said, to Kyiv.\nShe stayed, he said, in Lviv.\n",  # as many commas in each line
        "Paris,London\nRome,Madrid\n",
        "It cost 11,085 (or 9,711).\nOthers had 1,200 and 3,400.\n",
        "First;second\nThird;fourth\n",
        '"No, no, no," he said.\n"Yes, yes, yes," she said.\n',
        "One,two,three\n\nFour,five,six\n",
        "\tHe fled.\n\tShe stayed.\n",  # paragraphs set in
        "Name\tAge\n\nHe fled, she said.\n",
        "[Update] He fled to Kyiv.\n\nShe stayed. [end]",
        '{He fled: "yes", they said.}',
        "{placeholder}\nHe fled.",
        "The line reads 00:00:01,000 --> 00:00:04,000 in such files.\n",
        "In TeX \\section{War} begins a section, and \\label{a} names it.\n",
        "\\o/ cried the crowd.",
        "5,3,2",
    ],
)
def test_prose_that_comes_near(text: str) -> None:
    assert kind_of(text) is None


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_in_markup_no_shape_counts(name: str) -> None:
    assert kind_of(TABLE, name) is None


@pytest.mark.parametrize("command", ["check", "fix"])
def test_what_is_no_prose_is_refused_and_the_others_are_done(command: str, tmp_path: Path) -> None:
    table, text = tmp_path / "t.csv", tmp_path / "a.txt"
    table.write_text(TABLE, "utf-8")
    text.write_text("He fled to kyiv.\n", "utf-8")
    run = CliRunner().invoke(cli, [command, "--isolated", str(table), str(text)], standalone_mode=False)
    assert run.return_value == 2
    assert f"Error: {table}: is CSV, not prose" in run.stderr
    assert table.read_text("utf-8") == TABLE
    assert ("kyiv" in run.stdout) if command == "check" else (text.read_text("utf-8") == "He fled to Kyiv.\n")


def test_one_can_insist(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("1,2,In kyiv\n", "utf-8")
    run = CliRunner().invoke(cli, ["fix", "--isolated", "--as", "text", str(table)], standalone_mode=False)
    assert run.return_value == 0
    assert table.read_text("utf-8") == "1,2,In Kyiv\n"


def test_standard_input_that_is_no_prose_goes_through() -> None:
    run = CliRunner().invoke(cli, ["fix", "--isolated", "-"], input=TABLE, standalone_mode=False)
    assert run.return_value == 2
    assert run.stdout == TABLE
    assert "Error: -: is CSV, not prose" in run.stderr


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"See \label{fig:kyiv}, \ref{fig:kyiv} and \citep[p. 5]{kyiv}.", 3),
        (r"An \includegraphics[width=5cm]{kyiv} and \input{kyiv}.", 2),
        (r"Here $k_{kyiv} = 5$ and \(kyiv + 1\) hold.", 2),
        ("$$\nkyiv = 5\n$$", 1),
        ("\\begin{equation}\nkyiv = 5\n\\end{equation}", 1),
        ("The paths /kyiv/, /kyiv/live and ~/kyiv were shut.", 3),
        (r"C:\kyiv\live and src/kyiv_map.", 2),
        ("Open kyiv.csv, kyiv.docx and map/kyiv.py now.", 3),
        ("Write {kyiv}, {{kyiv}}, ${kyiv} or %(kyiv)s.", 4),
        ("Call kyiv(), kyiv_map and get_kyiv.", 3),
        ("In Python, kyiv.monday is 0.", 1),
        ("A city.kyiv and a city.lviv.", 2),
        ("The call kyiv(NULL) fails.", 1),
        ("Use `kyiv` here, and #kyiv and @kyiv.", 3),
        ("In docs/kyiv/readme and /kyiv, not and/or.", 2),
        ("Set LANG=kyiv, $kyiv or %kyiv%, and kyiv::monday.", 4),
        ("An <a href='kyiv'>x</a> and <img alt=\"kyiv\" src=kyiv/>.", 2),
        ("Write import kyiv.monday now.", 1),
    ],
)
def test_code_keys_and_paths_are_protected(text: str, found: int) -> None:
    stretches = [text[span.start : span.end] for span in Document(text).protected]
    assert len(stretches) == found
    assert sum(stretch.count("kyiv") for stretch in stretches) == text.count("kyiv")
    assert cleanmt.fix(text, unsafe=True).text == text


@pytest.mark.parametrize(
    "text",
    [
        "It cost $5 and then $6, or US$7-$8.",
        "He was born and/or raised in Kyiv/Kiev, 24/7.",
        r"The \emph{kyiv} story",
        "He said &#8220;no&#8221; to it.",
        "It fell.the minister left the house.",
        "He left inMariupol and ofUkraine.",
        "The event inMariupol and the tool ofUkraine failed.",
        "Meta , the press , and the use , he said , fell ; then they rose !",
        "A rise of 10 % in May and 5 % in June.",
        "An {open brace and 5 %s",
        "It cost $million and 5%, and $bn more % of it.",
        "A < b and c > d = e; f -> g.",
        "He/she was red/white and/or blue.",
    ],
)
def test_prose_is_not_protected(text: str) -> None:
    assert not [s for s in Document(text).protected if text[s.start : s.end] not in {r"\emph", "%s"}]


@pytest.mark.parametrize(
    "text",
    [
        "The hook onEvent runs each time. Event handlers are cheap.",
        "The byLine tool is made by Line. Line is a firm in Tokyo.",
        "Press ? for help and ! for no.",
        "Use ; to end the line and : to go on.",
        "Press Ctrl , or Ctrl + ; to go on.",
        "The result of 10 % 3 is 1, and 9 % 3 is 0.",
        "Open january.csv and look at the third line.",
        "In Python, calendar.monday is 0 and calendar.sunday is 6.",
        "Call getElementById and setTimeOut again.",
    ],
)
def test_what_is_no_prose_is_left_alone(text: str) -> None:
    assert cleanmt.check(text) == []


def test_an_emphasized_word_of_tex_is_prose() -> None:
    assert cleanmt.fix(r"He left \emph{for the the town} early.").text == r"He left \emph{for the town} early."
