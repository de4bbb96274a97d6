"""``rejoinder bench-engine``: how well and how fast the engine reads. Needs no database and no network."""

from itertools import chain
from pathlib import Path

import typer

from rejoinder.cli.console import fail, progress


def bench_engine(
    files: list[Path] = typer.Argument(help="Labelled comments, .jsonl or .jsonl.gz, or folders of them."),
    rows: int = typer.Option(150, min=20, help="At most so many rows of a set, a tenth of that of a functionality."),
    rounds: int = typer.Option(200, min=20, help="Draws of each bootstrap."),
    out: Path = typer.Option(Path("bench-engine"), help="The folder for the report, its figures and charts."),
    timed: bool = typer.Option(True, "--speed/--no-speed", help="Measure the speed as well."),
) -> None:
    """Measure the engine on labelled comments and write a report with charts.

    Example:

        $ rejoinder bench-engine labelled.jsonl --out report
    """
    from rejoinder.engine import EngineError
    from rejoinder.quality import benchmark, report
    from rejoinder.quality.rows import files_in, read, sampled

    try:
        chosen = sampled(chain.from_iterable(read(path) for path in files_in(files)), rows)
        if not chosen:
            fail("these files hold no row that training does not use (split other than train)", status=1)
        with progress("Reading", total=benchmark.steps(chosen, timed=timed)) as bar:
            task = bar.task_ids[0]
            figures = benchmark.run(chosen, rounds=rounds, timed=timed, advance=lambda: bar.advance(task))
    except EngineError as error:
        fail(f"\n{error}", status=1)
    for path in report.write(figures, out):
        typer.echo(path)
