"""Reviews of courses: who reads a page before it is published, and in which order.

For each language a workflow of Wagtail over its course index: an expert of the subject, somebody
of law, somebody of the language. Whoever may publish still can without it; whoever only writes
submits. Pages under review are read, commented and approved in the editor.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms import trainers

EXPERTS, LEGAL, LANGUAGE = "Subject experts", "Legal reviewers", "Language reviewers"
AUTHORS = "Authors"
WRITING = ("add_page", "change_page")


def establish(*, pages: Iterable[Page]) -> None:
    """Give every course index a workflow, its groups and those who only write; safe to repeat.

    Where the group of a language's reviewers is there, nothing of that language is touched:
    workflows and tasks are the operator's from then on, also when she takes them away.
    """
    authors = _group(AUTHORS)
    collection = Collection.get_first_root_node()
    for right in Permission.objects.filter(codename__in=trainers.FILE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(
            group=authors, collection=collection, permission=right
        )
    for page in pages:
        for right in Permission.objects.filter(codename__in=WRITING):
            GroupPagePermission.objects.get_or_create(group=authors, page=page, permission=right)
        if not Group.objects.filter(name=_named(page)).exists():
            _set_up(page)


def _named(page: Page) -> str:
    return f"{LANGUAGE} ({page.locale.language_code})"


def _group(name: str) -> Group:
    group, _made = Group.objects.get_or_create(name=name)
    group.permissions.add(*Permission.objects.filter(codename="access_admin"))
    return group


def _set_up(page: Page) -> None:
    """Make the workflow of a language, named in it: those who read there speak it."""
    code = page.locale.language_code
    with override(code):
        title = _("Review of courses")
        names = (_("Subject"), _("Law"), _("Language"))
    workflow = Workflow.objects.create(name=f"{title} ({code})")
    groups = (_group(EXPERTS), _group(LEGAL), _group(_named(page)))
    for number, (name, group) in enumerate(zip(names, groups, strict=True)):
        task = GroupApprovalTask.objects.create(name=f"{name} ({code})")
        task.groups.add(group)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=number)
    WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
