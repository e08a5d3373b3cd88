"""Words of Wagtail in moving, files and locks."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

WORDS = (
    _("Privacy is inherited from the ancestor page - %(ancestor_page)s"),
    _("%(parent_pages)s and %(child_pages)s have been deleted"),
    ngettext_lazy(
        "%(num_parent_objects)d page has been deleted",
        "%(num_parent_objects)d pages have been deleted",
    ),
    ngettext_lazy(
        "%(num_parent_objects)d page",
        "%(num_parent_objects)d pages",
    ),
    ngettext_lazy(
        "%(num_child_objects)d child page",
        "%(num_child_objects)d child pages",
    ),
    _("%(parent_pages)s and %(child_pages)s have been published"),
    ngettext_lazy(
        "%(num_parent_objects)d page has been published",
        "%(num_parent_objects)d pages have been published",
    ),
    _("%(parent_pages)s and %(child_pages)s have been unpublished"),
    ngettext_lazy(
        "%(num_parent_objects)d page has been unpublished",
        "%(num_parent_objects)d pages have been unpublished",
    ),
    _("Choose parent"),
    _("Create a new %(model_name)s"),
    _("The page could not be created due to validation errors."),
    _("The page could not be saved as it is locked."),
    _("The page could not be saved due to validation errors."),
    _("Date updated"),
    _("Edited by"),
    _("Has child pages"),
    _("Any"),
    _("Page type"),
    _("Exploring"),
    _(
        "The slug '%(page_slug)s' is already in use at the selected parent page. Make sure the "
        "slug is unique and try again."
    ),
    _("Placeholder title"),
    _("Page types usage"),
    _("Shortcuts"),
    _("Maximum filesize: %(max_upload_size)s."),
    _(
        'Why not <a class="upload-one-now" href="#tab-upload" data-action="w-tabs#select:prevent"'
        ' data-w-tabs-target="trigger" data-w-tabs-focus-param="true">upload one now</a>?'
    ),
    ngettext_lazy(
        '%(total)s Document <span class="w-sr-only">created in %(site_name)s</span>',
        '%(total)s Documents <span class="w-sr-only">created in %(site_name)s</span>',
    ),
    _("The document could not be created due to errors."),
    _("The file could not be found. Please change the source or delete the document."),
    _(
        "Not a valid .%(extension)s image. The extension does not match the file format "
        "(%(image_format)s)"
    ),
    _("Layout"),
    ngettext_lazy(
        '%(total)s Image <span class="w-sr-only">created in %(site_name)s</span>',
        '%(total)s Images <span class="w-sr-only">created in %(site_name)s</span>',
    ),
    _("Grid layout"),
    _("List layout"),
    _("Image URL"),
    _("Copy URL"),
    _("Copied to clipboard"),
    _("Copying to clipboard failed"),
    _("Please provide an image description to comply with best practices for accessibility."),
    _("Usage count: (low to high)"),
    _("Usage count: (high to low)"),
    _("Generate URL"),
    _("The filter options you have selected are not valid."),
    _("Unknown content type"),
    _("Date cannot be in the future."),
    _("No one can make changes while the %(model_name)s is locked"),
    _("<b>'{title}' was locked</b> by <b>you</b> on <b>{datetime}</b>."),
    _("<b>'{title}' is locked</b> by <b>you</b>."),
    _("<b>'{title}' was locked</b> by <b>{user}</b> on <b>{datetime}</b>."),
    _("<b>'{title}' is locked</b>."),
    _("Locked by you"),
    _("Locked by another user"),
    _("Only you can make changes while the %(model_name)s is locked"),
    _("Only %(user)s can make changes while the %(model_name)s is locked"),
    _("This %(model_name)s is currently awaiting moderation."),
    _(
        "This {model_name} is awaiting <b>'{task_name}'</b> in the <b>'{workflow_name}'</b> "
        "workflow."
    ),
    _("Only reviewers for this task can edit the %(model_name)s."),
    _("Locked by workflow"),
    _("Reviewers can edit this %(model_name)s – lock it to prevent other reviewers from editing"),
    _("Only reviewers can edit and approve the %(model_name)s"),
    _("{model_name} '{title}' is locked and has been scheduled to go live at {datetime}"),
    _("Locked by schedule"),
    _("Currently locked and will go live on the scheduled date"),
    _("locale"),
    _(
        "The slug '%(page_slug)s' is already in use within the parent page at "
        "'%(parent_url_path)s'."
    ),
    _("Private, accessible to any logged-in users"),
    _("shared password"),
    _(
        "Shared passwords should not be used to protect sensitive content. Anyone who has this "
        "password will be able to view the content."
    ),
    _("There may only be one in progress or needs changes workflow state per page/snippet."),
    _("Removed the '%(restriction)s' view restriction. The page is public."),
)
