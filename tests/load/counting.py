"""What is on record after a run, held against what the server had called saved."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.models import NO_ANSWER, Answer, Change, Round
from cms.people.models import AuditEvent
from cms.press.leases import State
from cms.press.models import Job, PrivateFile
from tests.load.senders import Question, Sender

Record = list[tuple[Question, str]]


@dataclass(frozen=True)
class Found:
    """Counts of one run; all of `faults` are zero, or something was lost or done twice."""

    requests: int
    cut: int
    saved: int
    kept: int
    jobs: int
    done: int
    taken_over: int
    faults: dict[str, int]

    @property
    def is_whole(self) -> bool:
        return not any(self.faults.values())


def count(rounds: Sequence[Round], senders: Sequence[Sender], since: datetime) -> Found:
    """Compare the senders' memory with what the database holds since then."""
    acknowledged = [entry for sender in senders for entry in sender.acknowledged]
    record = _record(rounds)
    jobs = Job.objects.filter(institution__in={one.institution_id for one in rounds})
    done = jobs.filter(state=State.DONE, file__isnull=False)
    return Found(
        requests=sum(sender.requests for sender in senders),
        cut=sum(sender.cut for sender in senders),
        saved=len(acknowledged),
        kept=len(record),
        jobs=jobs.count(),
        done=done.count(),
        taken_over=done.filter(attempt__gt=1).count(),
        faults={
            **_answers(acknowledged, record),
            "not the one that stands": _fallen(rounds, acknowledged, record),
            "written over unseen": _overlooked(record, senders),
            **_papers(list(jobs), senders, since),
        },
    )


def _answers(acknowledged: Record, record: Record) -> dict[str, int]:
    named = Counter((place, token.partition(":")[2]) for place, token in acknowledged)
    stored = Counter(record)
    return {
        "missing": len(set(named) - set(stored)),
        "doubled": sum(times - 1 for times in stored.values()),
        "called saved twice": sum(times - 1 for times in named.values()),
        "never called saved": len(set(stored) - set(named)),
    }


def _fallen(rounds: Sequence[Round], acknowledged: Record, record: Record) -> int:
    """Count the questions on which another answer stands than the last one on record."""
    known, last = set(acknowledged), dict(record)
    standing = {
        (str(one.round_id), one.indicator): one for one in Answer.objects.filter(round__in=rounds)
    }
    wrong = [
        place
        for place, one in standing.items()
        if one.client_id != last.get(place) or (place, one.token) not in known
    ]
    return len(wrong) + len(set(last) - set(standing))


def _overlooked(record: Record, senders: Sequence[Sender]) -> int:
    """Count the changes that did not know the answer whose place they took."""
    seen = {token: known for sender in senders for token, known in sender.seen.items()}
    tokens = {token.partition(":")[2]: token for token in seen}
    standing: dict[Question, str] = {}
    found = 0
    for question, change in record:
        token = tokens[change]
        found += seen[token] != standing.get(question, NO_ANSWER)
        standing[question] = token
    return found


def _papers(jobs: Sequence[Job], senders: Sequence[Sender], since: datetime) -> dict[str, int]:
    """Count what was asked of the workers and is not there, or there twice."""
    named = {name for sender in senders for name in sender.papers}
    told = Counter(
        AuditEvent.objects.filter(verb="job.done", at__gte=since).values_list(
            "subject_id", flat=True
        )
    )
    of_nobody = PrivateFile.objects.filter(job__isnull=True, created_at__gte=since)
    return {
        "jobs missing": len(named - {str(job.pk) for job in jobs}),
        "jobs not done": sum(job.state != State.DONE or told[str(job.pk)] < 1 for job in jobs),
        "jobs done twice": sum(times - 1 for times in told.values()) + of_nobody.count(),
    }


def _record(rounds: Sequence[Round]) -> Record:
    """Return the changes in the order in which the database took them."""
    rows = Change.objects.filter(round__in=rounds).order_by("id")
    return [((str(row.round_id), row.indicator), row.client_id) for row in rows]
