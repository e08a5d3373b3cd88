"""Words of Wagtail in lists and the states of a page."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

WORDS = (
    _("You do not have permission to access the admin."),
    _("Minimum"),
    _("Maximum"),
    _("Usage count"),
    _("Filter by up to ten most popular tags."),
    _("Use server language: %(language_name)s"),
    _("Use server time zone"),
    _("The slug '%(page_slug)s' is already in use within the parent page."),
    _("The new page will be a child of this given parent page."),
    _('You do not have permission to create a page under "%(page_title)s".'),
    _('You cannot create a page of type "%(page_type)s" under "%(page_title)s".'),
    _("Search…"),
    _("Can access Wagtail admin"),
    _("Go to the first error"),
    _("There are no results."),
    _(
        "This %(model_name)s was marked as needing changes at <strong>%(task)s</strong> in "
        "<strong>%(workflow)s</strong>."
    ),
    _(
        "This %(model_name)s is currently at <strong>%(task)s</strong> in "
        "<strong>%(workflow)s</strong>."
    ),
    _("Publishing this %(model_name)s will cancel the current workflow."),
    _("Actions (footer)"),
    _('There are no %(model_name)s to display. Why not <a href="%(add_url)s">add one</a>?'),
    _("Wagtail %(current_version)s editor guide"),
    _("Privacy and access"),
    ngettext_lazy(
        '%(total)s Page <span class="w-sr-only">created in %(site_name)s</span>',
        '%(total)s Pages <span class="w-sr-only">created in %(site_name)s</span>',
    ),
    _("Your pages and snippets in a workflow"),
    _("Scheduling…"),
    _("Schedule to publish"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s across entire site."),
    _("No results across entire site."),
    _("Search in '<span class=\"w-title-ellipsis\">%(title)s</span>'"),
    _(
        "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s in '<span "
        'class="w-title-ellipsis">%(title)s</span>\'.'
    ),
    _("No results in '<span class=\"w-title-ellipsis\">%(title)s</span>'."),
    _("Search the whole site"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    _("Choose when this %(model_name)s should go live and/or expire"),
    _(
        'This publishing schedule will only take effect after you select the "Schedule to '
        'publish" option'
    ),
    _("%(field_label)s:"),
    _("Saved"),
    _("Autosave is paused"),
    _("Edit account avatar"),
    ngettext_lazy(
        "This action will delete <b>%(total_pages_formatted)s</b> page in total.",
        "This action will delete <b>%(total_pages_formatted)s</b> pages in total.",
    ),
    _("You saved a new version in another window"),
    _("System"),
    _("%(user_name)s saved a new version"),
    _("View latest version"),
    _("You have unsaved changes in another window"),
    _("%(user_name)s has unsaved changes"),
    _("Currently idle"),
    _("Currently viewing"),
    ngettext_lazy(
        "One other user is currently viewing",
        "%(num_user)s other users are currently viewing",
    ),
    _("Proceeding will overwrite the changes you made in that window."),
    _("Proceeding will overwrite the changes made by %(user_name)s."),
    _("Alternatively, you can view the latest version in a new tab."),
    _("A network error occurred"),
    _(
        "Troubleshoot your connection to the site before proceeding. Open the editor in a "
        "separate tab to view the last saved version."
    ),
    _("Show filters"),
    _("Filter by"),
    _("account"),
    _("Keyboard shortcuts"),
    _("Keyboard shortcuts are currently disabled; manage your %(account_link)s to enable them."),
    _("All keyboard shortcuts"),
    _("Section"),
    _("Keyboard shortcut"),
    _("Keyboard shortcuts are currently enabled; manage your %(account_link)s to disable them."),
    _("Show issue"),
    _("Content metrics"),
    _("Words"),
    _("Reading time"),
    _("Readability"),
    _("This data explained"),
    _("How we calculate our metrics"),
    _(
        "We extract the main content from the page preview, remove all formatting, and calculate "
        "the number of words."
    ),
    _(
        "We calculate reading time from word count, using different reading speeds for different "
        "languages."
    ),
    _(
        "We use a readability formula based on length of words and sentences. Long sentences and "
        "words result in a worse readability score."
    ),
    _(
        'See our <a href="%(guide_link)s" target="_blank">content checks guide</a> for more '
        "information on how content metrics are calculated."
    ),
)
