"""Commands about networking goals: checked, listed, written to a file, taken from one."""

from pathlib import Path
from typing import Annotated

import typer

from briefing.wording.sentences import Sentences
from cli.analysis_options import Region, Topic, open_findings
from cli.as_of import AsOf, asked_day
from cli.options import Data, Json, settings, words
from cli.output.finding_output import as_figure, finding_json, print_findings
from cli.output.terminal import print_json, print_table, say
from cli.reading import changing
from graph.account import me
from graph.analysis.goals import Checker, load_goals
from graph.analysis.questions.unmet_goals import finding
from graph.curation.goal_book import as_yaml, read_goals, write_goals
from graph.errors import UsageError
from graph.files.drafts import draft_of
from graph.store.hiding import seen

goals = typer.Typer(help=words("goals.help"), no_args_is_help=True, rich_markup_mode=None)
GoalFile = Annotated[Path, typer.Argument(metavar="FILE.yaml", help=words("goals.path"))]


@goals.command("check", help=words("goals.check.help"), epilog=words("goals.check.example"))
def check_goals(
    file: Annotated[Path | None, typer.Option("--file", metavar="FILE.yaml", help=words("goals.file"))] = None,
    region: Region = "",
    topic: Topic = "",
    as_of: AsOf = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Check the networking goals; the exit code is 1 where one does not hold."""
    chosen, given = settings(data), load_goals(file) if file else None
    opened = open_findings(chosen, asked_day(as_of), region, topic)
    case = opened.case
    checker, says = Checker(case), Sentences(case.network, chosen.language)
    checked = [checker.check(goal) for goal in (opened.goals if given is None else given)]
    if as_json:
        rows = [
            {
                "goal": c.goal.id,
                "title": says.text(c.goal.title),
                "subjects": c.subjects,
                "met": c.met,
                "unmet": [finding_json(says, finding(checker, u)) for u in c.unmet],
            }
            for c in checked
        ]
        print_json(as_figure(case, goals=rows))
    else:
        for c in checked:
            say(words("goals.met", title=says.text(c.goal.title), met=c.met, subjects=c.subjects))
            print_findings(says, [finding(checker, u) for u in c.unmet])
    raise typer.Exit(1 if any(c.unmet for c in checked) else 0)


@goals.command("list", help=words("goals.list.help"), epilog=words("goals.list.example"))
def list_goals(as_json: Json = False, data: Data = None) -> None:
    """List the networking goals that are checked."""
    chosen = settings(data)
    with changing(chosen) as store:
        found = read_goals(seen(store.view()))
    if as_json:
        print_json([goal.model_dump(mode="json", exclude_defaults=True) for goal in found])
        return
    titles = [[g.id, g.title.de if chosen.language == "de" else g.title.en] for g in found]
    print_table([words("analysis.column.id"), words("goals.column.goal")], titles)


@goals.command("export", help=words("goals.export.help"), epilog=words("goals.export.example"))
def export_goals(file: GoalFile, data: Data = None) -> None:
    """Write the networking goals into a file."""
    if file.suffix.lower() not in {".yaml", ".yml"}:
        raise UsageError("goals_ending", file=str(file))
    with changing(settings(data)) as store:
        found = read_goals(seen(store.view()))
    with draft_of(file) as draft:
        draft.write_text(as_yaml(found), encoding="utf-8")
    say(words("goals.written", count=len(found), file=file))


@goals.command("import", help=words("goals.import.help"), epilog=words("goals.import.example"))
def import_goals(file: GoalFile, data: Data = None) -> None:
    """Make the networking goals of a file those of the office, in place of the earlier ones."""
    given = load_goals(file)
    with changing(settings(data)) as store:
        write_goals(seen(store.view()), store.curator(), given, me())
    say(words("goals.taken", count=len(given), file=file))
