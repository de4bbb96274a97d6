"""Intake: a page in; an article and the guidelines proposed from it out.

    from rejoinder import intake
    taken = intake.read_source("page.html", url="https://example.org/bridge")

Pure Python: no Django, no database. The network is touched by ``fetch_page`` alone, and only when it is called.
"""

from rejoinder.intake.fetch import fetch_page
from rejoinder.intake.model import Caption, Intake, IntakeArticle
from rejoinder.intake.reading import read_source

__all__ = ["Caption", "Intake", "IntakeArticle", "fetch_page", "read_source"]
