"""What the admin answers to each role: its menu, and what may be done to each type.

What does not stand here is refused.
"""

from collections.abc import Mapping

# Roles in the admin, and the group that gives them; administrators need none
GROUPS: Mapping[str, str | None] = {
    "trainer": "Trainers",
    "editor": "Editors",
    "moderator": "Moderators",
    "translator": "Translators",
    "of-english": "Translators (en)",
    "of-arabic": "Translators (ar)",
    "author": "Authors",
    "expert": "Subject experts",
    "lawyer": "Legal reviewers",
    "reader-of-english": "Language reviewers (en)",
    "reader-of-arabic": "Language reviewers (ar)",
    "administrator": None,
}
# Who has no page of the admin, by name: a new role is thought about, and then added here or above
OUTSIDE = {
    "anonymous",
    "learner",
    "coordinator",
    "respondent",
    "reviewer",
    "approver",
    "observer",
}
Cells = Mapping[str, Mapping[str, set[str]]]
LIST, WRITE = {"list"}, {"list", "add", "edit"}
PUBLISH, ALL_OF_A_PAGE = WRITE | {"publish"}, WRITE | {"publish", "delete"}
ALL_OF_A_LIST = WRITE | {"delete"}

# Names of entries, those of a submenu behind the submenu's own
HELP = {
    "help/editor-guide",
    "help/keyboard-shortcuts-trigger",
    "help/whats-new-in-wagtail-7.4",
}
OF_PAGES = HELP | {
    "authoring",
    "documents",
    "explorer",
    "images",
    "reports/aging-pages",
    "reports/page-types-usage",
    "reports/site-history",
    "reports/workflow-tasks",
    "reports/workflows",
    "translation",
}
OF_EDITORS = OF_PAGES | {"models", "teaching"}
OF_MODERATORS = OF_EDITORS | {"reports/locked-pages"}
OF_TRAINERS = OF_PAGES | {
    "certificates",
    "enrolment",
    "glossary",
    "learners",
    "learning-paths",
    "marking",
    "reported-errors",
    "teaching",
}
OF_TRANSLATORS = OF_PAGES - {"documents", "images"}
MENU = {
    # The courses of the site were first written in English: whoever changes them there finds them
    "of-english": OF_TRANSLATORS | {"teaching"},
    "of-arabic": OF_TRANSLATORS,
    "author": OF_PAGES | {"teaching"},
    # They read what is sent to them, which stands on the start of the admin
    **dict.fromkeys(("expert", "lawyer", "reader-of-english", "reader-of-arabic"), HELP),
    "trainer": OF_TRAINERS,
    "editor": OF_EDITORS,
    "moderator": OF_MODERATORS,
    "translator": HELP | {"models"},
    "administrator": OF_MODERATORS
    | OF_TRAINERS
    | {
        "institutions/institutions",
        "institutions/memberships",
        "institutions/requests-for-institutions",
        "issuers",
        "messages",
        "rounds",
        "settings/collections",
        "settings/groups",
        "settings/locales",
        "settings/sites",
        "settings/users",
        "settings/versions-of-texts",
        "settings/workflow-tasks",
        "settings/workflows",
    },
}

# Wagtail's reports open for whoever is in the admin, and list what that person may see: nothing
READERS = ("expert", "lawyer", "reader-of-english", "reader-of-arabic")
OPEN_BUT_NOT_SHOWN = {role: {"reports/site-history"} for role in ("translator", *READERS)}


def _administrators(deeds: set[str]) -> dict[str, set[str]]:
    return {"administrator": deeds}


# Nobody but administrators removes what has pages below it. Trainers have the course index
# and what is below, to which Wagtail counts the index itself.
OF_THE_SITE = {
    "trainer": LIST,
    "author": LIST,
    "editor": WRITE,
    "moderator": PUBLISH,
    "administrator": ALL_OF_A_PAGE,
}
# The pages of this matrix are English: who translates into Arabic touches none of them
OF_COURSES = {**OF_THE_SITE, "trainer": PUBLISH, "of-english": PUBLISH, "author": WRITE}
LEAF_OF_COURSES = {
    **OF_COURSES,
    **dict.fromkeys(("trainer", "of-english", "moderator"), ALL_OF_A_PAGE),
}
PAGES: Cells = {
    "cms.HomePage": OF_THE_SITE,
    "cms.PlainPage": {**OF_THE_SITE, "moderator": ALL_OF_A_PAGE},
    # Without it there is no course at all: whoever publishes the home page unpublishes it
    "courses.CourseIndexPage": {
        **OF_COURSES,
        **{key: {"list", "edit"} for key in ("trainer", "author")},
        "of-english": {"edit"},  # her part of the tree begins there
    },
    "courses.CoursePage": OF_COURSES,
    "courses.ModulePage": OF_COURSES,
    "courses.LessonPage": LEAF_OF_COURSES,
    "courses.QuizPage": LEAF_OF_COURSES,
}
LISTS: Cells = {
    # Readers write them; trainers mark them as dealt with
    "cms.ErrorReport": {"trainer": {"list", "edit"}, "administrator": {"list", "edit", "delete"}},
    "cms.ContactMessage": _administrators({"list", "edit", "delete"}),
    # An institution is closed by those it belongs to, after days of grace
    "people.Institution": _administrators(WRITE),
    "people.InstitutionRequest": _administrators({"list", "edit"}),
    "people.Membership": _administrators({"list", "add", "delete"}),
    "people.TextVersion": _administrators({"list", "add"}),
    # Certificates are earned, corrected and revoked; neither added nor deleted
    "courses.Certificate": {"trainer": {"list", "edit"}, "administrator": {"list", "edit"}},
    "courses.Issuer": _administrators(ALL_OF_A_LIST),
    # Those for everybody; a path of one person is in no list
    "courses.LearningPath": {"trainer": ALL_OF_A_LIST, "administrator": ALL_OF_A_LIST},
    # An id stands in addresses: trainers mend and add, administrators alone delete
    "words.Term": {"trainer": WRITE, "administrator": ALL_OF_A_LIST},
    "people.User": _administrators(ALL_OF_A_LIST),
    "auth.Group": _administrators(ALL_OF_A_LIST),
    "wagtailcore.Site": _administrators(ALL_OF_A_LIST),
    "wagtailcore.Locale": _administrators(ALL_OF_A_LIST),
}
ALL: Cells = {**PAGES, **LISTS}
SNIPPETS = {"courses.Issuer", "words.Term"}
