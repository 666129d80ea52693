from bench.groups import invented_network, keeps_all_rules, measured


def test_groups_of_an_invented_event_bring_half_as_much_again_as_chance_and_keep_all_rules() -> None:
    network, event = invented_network(people=60, houses=40)
    plan, value, found, _ = measured(network, event, 3.0)
    assert len(plan.people) == 60
    assert keeps_all_rules(plan, value, found)
    assert found.figures.value >= found.greedy.value
    assert found.times_random >= 1.5
