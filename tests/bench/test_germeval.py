"""The reader of GermEval 2014: sentences as they are written, and which of the marked words are names."""

from pathlib import Path

from bench.germeval import read

ROWS = """#\tinvented\t[2026-01-01]
1\tDie\tO\tO
2\tdeutschen\tB-LOCderiv\tO
3\tTannwerke\tB-ORG\tO
4\tAG\tI-ORG\tO
5\t(\tO\tO
6\tJena\tB-LOC\tO
7\t)\tO\tO
8\tund\tO\tO
9\tBDI-Chef\tB-ORGpart\tO
10\tYrsa\tB-PER\tO
11\tQuelbo\tI-PER\tO
12\tlesen\tO\tO
13\t"\tO\tO
14\tFaust\tB-OTH\tO
15\t"\tO\tO
16\t.\tO\tO

#\tinvented\t[2026-01-01]
1\tEnde\tO\tO
"""


def test_sentences_are_put_together_and_adjectives_and_titles_are_no_names(tmp_path: Path) -> None:
    file = tmp_path / "small.tsv"
    file.write_text(ROWS, encoding="utf-8")
    first, second = read([file])
    assert first.text == 'Die deutschen Tannwerke AG (Jena) und BDI-Chef Yrsa Quelbo lesen "Faust".'
    assert {(first.text[start:end], sort) for start, end, sort in first.names} == {
        ("Tannwerke AG", "ORG"),
        ("Jena", "LOC"),
        ("BDI", "ORG"),
        ("Yrsa Quelbo", "PER"),
    }
    assert (second.text, second.names) == ("Ende", ())
