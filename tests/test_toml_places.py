"""No wrong place is ever named: documents are put together from parts whose places are known."""

from __future__ import annotations

import re
import tomllib

from hypothesis import assume, given
from hypothesis import strategies as st

from cleanmt.config.places import place_of, place_of_error, position

WORDS = ("select", "ignore", "a.b", "sport/**", "select-more")
KEYS = st.sampled_from(WORDS)
DISTRACTIONS = st.builds(
    str.format,
    st.sampled_from(
        [
            '# {0} = "{0}"\n',
            'x1 = "{0} = 1"  # {0}\n',
            "x2 = '''\n{0} = 1\n\"{0}\" = 2\n'''\n",
            'x3 = ["{0}", "{0}", "a {0} b"]\n',
            '"x {0}" = 1\n',
            'x4."{0}"."{0}" = 1\n',
            '"{0}".x = {{ "{0}" = "{0}" }}\n',
            '[x."{0}"]\n',
            "\n",
        ]
    ),
    KEYS,
)
PLACES = st.sampled_from(  # @ stands before the word
    [
        ('@{} = "x"\n', ()),
        ('  "@{}"   = ["x"]\n', ()),
        ("'@{}' = 'x'\n", ()),
        ('t."@{}" = "x"\n', ("t",)),
        ('t = {{ "x" = "{0}", "@{0}" = "{0}" }}\n', ("t",)),
        ('[t."@{}"]\nx = "x"\n', ("t",)),
        ('t = ["x", "@{}"]\n', ("t", 1)),
        ("t = [\n  \"x\",  # {0}\n  '@{0}',\n]\n", ("t", 1)),
    ]
)


def is_toml(text: str) -> bool:
    try:
        return bool(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return False


@given(st.lists(DISTRACTIONS, max_size=3), PLACES, KEYS, st.lists(DISTRACTIONS, max_size=3))
def test_the_place_of_a_key_or_of_a_text_in_a_list(
    before: list[str], place: tuple[str, tuple[str | int, ...]], word: str, after: list[str]
) -> None:
    template, path = place
    is_bare = template.startswith("@")
    if is_bare and not word.replace("-", "").isalpha():
        template = f'"@{{}}"{template[3:]}'
    marked = "".join(before) + template.format(word) + "".join(after)
    text = marked.replace("@", "", 1)
    assume(is_toml(text))  # not parts that contradict each other
    keys = path if path and isinstance(path[-1], int) else (*path, word)
    tables = re.findall(r'^\[x\."(.+)"\]$', "".join(before), re.MULTILINE)
    table = ("x", tables[-1]) if tables and not template.startswith("[t.") else ()
    wanted = position(text, marked.index("@"))
    assert place_of(text, [*table, *keys]) == wanted
    assert not table or place_of(text, keys) != wanted


def test_what_is_not_there_or_is_written_with_escapes_has_no_place() -> None:
    assert place_of('a = "b"\n', ["b"]) is None
    assert place_of('"\\u0061" = 1\n', ["a"]) is None
    assert place_of("a = [1]\n", ["a", 0]) is None
    assert place_of('a = [""]\n', ["a", 0]) is None


def test_the_place_of_an_error_is_the_parsers() -> None:
    def place(text: str) -> tuple[int, int, str]:
        try:
            tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            return place_of_error(text, error)
        raise AssertionError

    assert place("a = 1\nb = \n") == (2, 5, "Invalid value")
    assert place("a = [1,\n\n")[:2] == (1, 8)
    assert place_of_error("", tomllib.TOMLDecodeError("odd")) == (1, 1, "odd")
