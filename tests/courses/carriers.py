"""Those who bring courses in and take them out, and what they send."""

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms import trainers
from cms.people.models import User
from courses import transfer
from courses.models import CourseIndexPage
from tests.courses import example, made
from tests.people import made as people

GIFT = "::one more:: Who answers? {=the team#yes ~nobody}\n\n::so:: A team answers. {TRUE}\n"
QUESTIONS = {"objective": "say", "difficulty": "hard", "bank": "new", "do": "questions"}


def course() -> None:
    """The small course, with its files kept."""
    made.tree()
    transfer.import_course(course=example.course(), files=example.files())


def trainer() -> User:
    """Somebody who may bring courses in and take them out."""
    trainers.establish(pages=list(CourseIndexPage.objects.all()))
    user = people.enrol(made.person())
    user.groups.add(Group.objects.get(name=trainers.TRAINERS))
    return User.objects.get(pk=user.pk)


def browser(user: User) -> Client:
    """A browser in which somebody is signed in."""
    made_now = Client()
    made_now.force_login(user)
    return made_now


def sent(name: str, content: bytes | str) -> SimpleUploadedFile:
    """A file as a form sends it."""
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def swapped(path: str, old: str, new: str) -> dict[str, str]:
    """A file of the small course with other words."""
    assert old in example.FILES[path]
    return {path: example.FILES[path].replace(old, new)}
