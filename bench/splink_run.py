"""Run by an interpreter that has splink 5: names as JSON on standard input, the number of each one's group as JSON out.

Splink compares columns, so a name is cut into its sorted folded words; the folding is done before, by `bench.matching`.
"""

import json
import sys
from contextlib import redirect_stdout

import duckdb  # type: ignore[import-not-found]
import splink.comparison_library as comparisons  # type: ignore[import-not-found]
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

SURE = 0.9  # probability from which two names are joined


def group(folded: list[str]) -> list[int]:
    words = [sorted(name.split(), key=lambda word: (-len(word), word)) for name in folded]
    connection = duckdb.connect()
    connection.execute("CREATE TABLE names (unique_id INTEGER, whole VARCHAR, longest VARCHAR, second VARCHAR)")
    rows = [[i, " ".join(sorted(w)), w[0] if w else "", w[1] if len(w) > 1 else ""] for i, w in enumerate(words)]
    connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", rows)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            comparisons.JaroWinklerAtThresholds("whole", [0.95, 0.9]),
            comparisons.JaroWinklerAtThresholds("longest", [0.95, 0.88]),
            comparisons.JaroWinklerAtThresholds("second", [0.95, 0.88]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("longest"),
            block_on("second"),
            block_on("substr(whole, 1, 6)"),
        ],
    )
    api = DuckDBAPI(connection)
    linker = Linker(api.register("names"), settings, log_level=40)
    linker.training.estimate_probability_two_random_records_match([block_on("whole")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("longest"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("second"))
    found = linker.inference.predict(threshold_match_probability=SURE)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(found, SURE)
    numbers: dict[object, int] = {}
    by_id = {row["unique_id"]: row["cluster_id"] for row in clusters.as_record_list()}
    return [numbers.setdefault(by_id[i], len(numbers)) for i in range(len(folded))]


if __name__ == "__main__":
    names = json.load(sys.stdin)
    with redirect_stdout(sys.stderr):
        groups = group(names)
    json.dump(groups, sys.stdout)
