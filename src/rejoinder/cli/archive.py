"""``rejoinder assess-archive``: a file of comments in, a folder of Parquet parts out."""

import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from rejoinder.cli.console import counted, fail, messages
from rejoinder.cli.inputs import article_from, guidelines_from

if TYPE_CHECKING:
    from rejoinder.transfer.archives import Job, Plan, Written


class Engine(StrEnum):
    """What runs the stages."""

    LOCAL = "local"
    RAY = "ray"


def assess_archive(
    source: Path = typer.Argument(metavar="SRC", help="The archive: a .parquet, .jsonl or .csv file."),
    target: Path = typer.Argument(metavar="DST", help="The folder to write to; what is there is not done again."),
    engine: Engine = typer.Option(Engine.LOCAL, help="This machine's processes, or a Ray cluster."),
    address: str = typer.Option("", help="With --engine ray: the cluster, such as ray://head:10001 or auto."),
    workers: int = typer.Option(0, min=0, help="Processes or actors; one for each core if left out."),
    guidelines: Path | None = typer.Option(None, help="A guideline file; the built-in set if left out."),
    article: Path | None = typer.Option(None, help="The article that all comments are on, if it is one."),
    publisher: list[str] = typer.Option([], help="A name readers call the publisher by; repeatable."),
    text_column: str = typer.Option("text", help="The column of the comment's text."),
    id_column: str = typer.Option("id", help="The column of its id; the row's number where there is none."),
    language_column: str = typer.Option("lang", help="The column of its language, if there is one."),
    part_rows: int = typer.Option(2000, min=1, help="Rows of a part: what a kill can cost."),
    parent_column: str = typer.Option("parent", help="The column of the text it answers, if there is one."),
) -> None:
    """Assess a whole archive of comments. Killed and called again, it goes on where it was: no row lost, none twice.

    Writes part-*.parquet with the assessment of each row, and failed-*.jsonl with the rows that failed and why.

    Examples:

        $ rejoinder assess-archive comments.parquet assessed/

        $ rejoinder assess-archive comments.csv assessed/ --engine ray --address auto
    """
    from rejoinder.transfer.archives import ArchiveError, Columns, Job, plan

    job = Job(
        source=source.absolute(),
        target=target.absolute(),
        guidelines=guidelines_from(guidelines),
        columns=Columns(text_column, id_column, language_column, parent_column),
        article=article_from(article) if article else None,
        publisher_names=tuple(publisher),
    )
    try:
        work = plan(job, part_rows=part_rows)
        failed = _follow(work, _run(job, work, engine, address, workers or os.cpu_count() or 1))
    except ArchiveError as error:
        fail(str(error), status=1)
    typer.echo(f"{counted(work.rows, 'row')} in {counted(len(work.parts), 'part')}; {failed} failed in this run")


def _run(job: "Job", work: "Plan", engine: Engine, address: str, workers: int) -> "Iterator[Written]":
    from rejoinder.transfer.archives import assess_here

    if not work.waiting:
        return iter(())
    if engine is Engine.LOCAL:
        return assess_here(job, work, processes=workers)
    try:
        from rejoinder.transfer.archives.on_ray import assess_on_ray

        return assess_on_ray(job, work, address=address, actors=workers)
    except ImportError:
        fail("Ray is not installed: pip install 'rejoinder[ray]'", status=1)


def _follow(work: "Plan", written: "Iterator[Written]") -> int:
    """Draws the bar; how many rows failed."""
    bar = Progress(
        TextColumn("Assessing"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=messages,
        disable=not sys.stderr.isatty(),
    )
    failed = 0
    with bar:
        task = bar.add_task("", total=work.rows, completed=work.done_rows, rate="")
        for part in written:
            failed += part.failed
            bar.advance(task, part.rows + part.failed)
            speed = bar.tasks[0].speed
            bar.update(task, rate=f"{speed:,.0f}/s" if speed else "")
    return failed
