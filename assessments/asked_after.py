"""After which answers to other questions a question is asked at all, in words."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments import wording
from assessments.domain.conditions import Condition
from assessments.domain.framework import Indicator, MaturityModel
from assessments.reasons import sentence
from cms.press import formatting


def told(model: MaturityModel, words: wording.Words, one: Indicator) -> SafeString:
    """Say after which answers a question is asked; "" where it is always asked."""
    depends = one.depends_on
    if depends is None:
        return SafeString("")
    found = [_condition(model, words, condition) for condition in depends.all]
    if depends.any:
        options = [_condition(model, words, condition) for condition in depends.any]
        found.append(SafeString(formatting.either(options, words.language)))
    # what is joined is escaped already
    answers = SafeString(formatting.join(found, words.language))
    return sentence(_("Asked only after these answers: %(answers)s"), answers=answers)


def _condition(model: MaturityModel, words: wording.Words, condition: Condition) -> SafeString:
    """Name a question and the answers to it that fulfil the condition."""
    name = condition.indicator
    paths = model.level_paths(name)
    answers = [str(words(path)) for level, path in enumerate(paths) if condition.holds_at(level)]
    return sentence(
        # Translators: a question, and those of its answers after which another one is asked
        _("“%(question)s”: %(answers)s"),
        question=words(f"{name}/title"),
        answers=formatting.either(answers, words.language),
    )
