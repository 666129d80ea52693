"""The aims: what is wanted at 50,000 actors and 500,000 facts embedded, and at 300,000 and 2,000,000 on Neo4j."""

from bench.aims.results import Row, Run

LARGE = {"embedded": 500_000, "neo4j": 2_000_000}
# By group and what: which figure of the row is meant, and its most on the embedded engine and on Neo4j.
AIMS: dict[tuple[str, str], tuple[str, float, float]] = {
    **{("cold", what): ("seconds", 3, 3) for what in ("info", "show", "search")},
    **{("beside", what): ("seconds", 1, 1.5) for what in ("info", "show", "search")},
    **{("ways", what): ("seconds", 5, 8) for what in ("path", "ego", "explain")},
    ("start", "start, snapshot there"): ("seconds", 5, 10),
    ("start", "start, snapshot not there"): ("seconds", 60, 360),
    ("warm", "search"): ("p95", 100, 150),
    ("warm", "profile"): ("p95", 150, 200),
    ("warm", "ego map"): ("p95", 300, 400),
    ("warm", "introduction path"): ("p95", 50, 100),
    ("pages", "overview, again"): ("seconds", 1.5, 2),
    ("gaps", "all questions, first"): ("seconds", 30, 180),
    ("gaps", "all questions, after a list of 100 rows"): ("seconds", 2, 10),
    ("pages", "pruefen"): ("seconds", 2, 4),
    ("pairs", "all pairs"): ("seconds", 60, 600),
    ("load", "all files"): ("seconds", 180, 900),
    ("load", "the same files again"): ("seconds", 30, 180),
    ("load", "one list of 100 rows more"): ("seconds", 3, 5),
    ("suggest", "introductions of people"): ("seconds", 15, 120),
    ("memory", "dashboard after all pages"): ("megabytes", 1024, 3072),
    ("memory", "database after all pages"): ("engine_megabytes", 1536, 4096),
    ("soak", "20 people, 30 minutes"): ("p95", 2000, 2000),
}
_UNITS = {"seconds": "s", "p95": "ms", "megabytes": "MB", "engine_megabytes": "MB"}
_FIRST_READ = "the largest size had no files of the network yet: reading all of it is in there, once, linear in facts"
_GROUPS = "pairs in an event or organisation are quadratic in its size; bounded by 3,000 members (LARGEST_GROUP)"
REASONS: dict[tuple[str, str], str] = {
    ("cold", "info"): _FIRST_READ,
    ("cold", "search"): _FIRST_READ,
    ("gaps", "all questions, first"): _GROUPS,
    ("gaps", "all questions, again"): _GROUPS,
    ("gaps", "all questions, after a list of 100 rows"): _GROUPS,
    (
        "suggest",
        "introductions of people",
    ): "every pair has its ways over two others, contacts times actors; bounded by "
    "MOST_WORK, above which pairs without a common contact are looked at over strong contacts alone",
    ("pairs", "all pairs"): "pairs inside a frequent name are quadratic; bounded by the share of the most frequent one",
}
OPEN = "not yet known"


def aim_of(run: Run, row: Row) -> str:
    """Return the aim of a row, in brackets where it is meant for a larger network than the one measured.

    Where the network is as large as that, it says whether the aim was met.
    """
    found = AIMS.get((row.group, row.what))
    if found is None or row.way:
        return ""
    figure, most = found[0], found[1 if run.engine == "embedded" else 2]
    aim = f"{most:g} {_UNITS[figure]}"
    if run.facts < LARGE[run.engine]:
        return f"({aim})"
    value = getattr(row, figure)
    if value is None:
        return aim
    return f"{aim}, met" if value <= most else f"{aim}, **missed {value / most:.2g} times**"


def reason_of(group: str, what: str) -> str:
    """Return why something grows faster than n log n, and what bounds it."""
    return REASONS.get((group, what), OPEN)
