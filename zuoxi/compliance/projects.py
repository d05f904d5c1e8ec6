"""The port of projects: what each allows of classes of destination. The area that has projects answers it.

`ZUOXI_PROJECT_DESTINATIONS` names a callable `(tenant, projects) -> {project: rules}`. It is asked once for a
batch, within the transaction that decides, for ids of projects; one that it does not know is missing from its
answer. Empty: the house has no projects, and nothing can be dialled for one.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from zuoxi.compliance.rules import NO_PROJECT, Project


def destinations_of_projects(tenant: UUID, projects: Collection[str]) -> dict[str, Project]:
    """Project -> what it allows, for every one that is asked about: `NO_PROJECT` where nobody knows it."""
    if not projects:
        return {}
    known: Mapping[str, Project] = {}
    if settings.ZUOXI_PROJECT_DESTINATIONS:
        known = import_string(settings.ZUOXI_PROJECT_DESTINATIONS)(tenant, frozenset(projects))
    return {project: known.get(project, NO_PROJECT) for project in projects}
