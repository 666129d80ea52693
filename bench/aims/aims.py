"""The aims: what is wanted at 50,000 actors and 500,000 facts embedded, and at 300,000 and 2,000,000 on Neo4j."""

from bench.aims.results import Row, Run

LARGE = {"embedded": 500_000, "neo4j": 2_000_000}
# By group and what; embedded, Neo4j. Milliseconds are of the 95th percentile.
AIMS: dict[tuple[str, str], tuple[str, str]] = {
    **{("cold", what): ("3 s", "3 s") for what in ("info", "show", "search")},
    **{("beside", what): ("1 s", "1.5 s") for what in ("info", "show", "search")},
    **{("ways", what): ("5 s", "8 s") for what in ("path", "ego", "explain")},
    ("start", "start, snapshot there"): ("5 s", "10 s"),
    ("start", "start, snapshot not there"): ("60 s", "6 min"),
    ("warm", "search"): ("100 ms", "150 ms"),
    ("warm", "profile"): ("150 ms", "200 ms"),
    ("warm", "ego map"): ("300 ms", "400 ms"),
    ("warm", "introduction path"): ("50 ms", "100 ms"),
    ("pages", "overview, again"): ("1.5 s", "2 s"),
    ("gaps", "all questions, first"): ("30 s", "3 min"),
    ("gaps", "all questions, after a list of 100 rows"): ("2 s", "10 s"),
    ("pages", "pruefen"): ("2 s", "4 s"),
    ("pairs", "all pairs"): ("60 s", "10 min"),
    ("load", "all files"): ("3 min", "15 min"),
    ("load", "the same files again"): ("30 s", "3 min"),
    ("load", "one list of 100 rows more"): ("3 s", "5 s"),
    ("suggest", "introductions of people"): ("15 s", "2 min"),
    ("memory", "dashboard and engine after all pages"): ("1 GiB / 1.5 GiB", "3 GiB / 4 GiB"),
    ("soak", "20 people, 30 minutes"): ("2 s, no error", "2 s, no error"),
}
REASONS: dict[tuple[str, str], str] = {
    (
        "pairs",
        "all pairs",
    ): "pairs inside a frequent family name are quadratic; bounded by the share of the most frequent one",
}
OPEN = "not yet known"


def aim_of(run: Run, row: Row) -> str:
    """Return the aim of a row, in brackets where it is meant for a larger network than the one measured."""
    found = AIMS.get((row.group, row.what))
    if found is None or row.way:
        return ""
    aim = found[0 if run.engine == "embedded" else 1]
    return aim if run.facts >= LARGE[run.engine] else f"({aim})"


def reason_of(group: str, what: str) -> str:
    """Return why something grows faster than n log n, and what bounds it."""
    return REASONS.get((group, what), OPEN)
