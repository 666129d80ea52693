from bench.groups import TITLE, invented_network, keeps_all_rules, measured, written


def test_groups_of_an_invented_event_bring_half_as_much_again_as_chance_and_keep_all_rules() -> None:
    network, event = invented_network(people=60, houses=40)
    plan, value, found, _ = measured(network, event, 3.0)
    assert len(plan.people) == 60
    assert keeps_all_rules(plan, value, found)
    assert found.figures.value >= found.greedy.value
    assert found.times_random >= 1.5


def test_the_section_takes_the_place_of_the_earlier_one_and_leaves_the_others() -> None:
    text = f"# Loading\n\nfast\n\n{TITLE}\n\nold\n\n# Other\n\nmore\n"
    assert written(text, f"{TITLE}\n\nnew\n") == f"# Loading\n\nfast\n\n{TITLE}\n\nnew\n\n# Other\n\nmore\n"
    assert written("# Loading\n", f"{TITLE}\n\nnew\n") == f"# Loading\n\n{TITLE}\n\nnew\n"
