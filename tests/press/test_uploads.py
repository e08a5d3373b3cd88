"""Files on their way in: parts, cuts, repeats, limits, and what becomes of the rest."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.utils import timezone

from cms.people import roles
from cms.people.models import AuditEvent, Institution, User
from cms.people.services import Refused
from cms.press import clearing, files, uploads
from cms.press.models import PrivateFile, Upload, UploadPart
from tests.people.made import institution, member
from tests.press import handed

PART = uploads.LEAST_OF_A_PART
LONG = b"a line of a long text\n" * 5000


@pytest.fixture
def ministry(db: None) -> Institution:
    return institution()


@pytest.fixture
def user(ministry: Institution) -> User:
    return member(roles.RESPONDENT, ministry)


@pytest.fixture
def folder() -> Path:
    return Path(storages["private"].location) / uploads.FOLDER


def parts(content: bytes, begin: int = 0) -> Iterator[tuple[int, bytes]]:
    for offset in range(begin, len(content), PART):
        yield offset, content[offset : offset + PART]


def begun(user: User, ministry: Institution, content: bytes = LONG, name: str = "a.txt") -> Upload:
    return uploads.begin(user=user, institution_id=ministry.pk, name=name, size=len(content))


def sent(user: User, upload: Upload, content: bytes = LONG, begin: int = 0) -> Upload:
    for offset, piece in parts(content, begin):
        upload = uploads.take_part(user=user, upload_id=upload.pk, offset=offset, content=piece)
    return upload


def test_parts_become_the_file_and_nothing_else_stays(
    user: User, ministry: Institution, folder: Path
) -> None:
    upload = sent(user, begun(user, ministry, name="قانون.doc"))
    done = uploads.finish(user=user, upload_id=upload.pk)
    assert (done.state, done.file.name) == (Upload.State.DONE, "قانون.doc.txt")
    assert files.open_file(done.file).read() == LONG
    assert "قانون" not in done.file.path
    assert not UploadPart.objects.exists()
    assert not (folder / upload.pk.hex).exists()


def test_what_was_cut_at_ninety_per_cent_goes_on_from_there(
    user: User, ministry: Institution
) -> None:
    upload = begun(user, ministry)
    cut = len(LONG) * 9 // 10 // PART * PART
    sent(user, upload, LONG[:cut])
    known = uploads.mine(user, upload.pk).received
    assert known == cut
    sent(user, upload, LONG, begin=known)
    assert files.open_file(uploads.finish(user=user, upload_id=upload.pk).file).read() == LONG


def test_the_same_part_twice_is_one(user: User, ministry: Institution, folder: Path) -> None:
    upload = begun(user, ministry)
    for _ in range(2):
        one = uploads.take_part(user=user, upload_id=upload.pk, offset=0, content=LONG[:PART])
        assert one.received == PART
    assert len(list((folder / upload.pk.hex).iterdir())) == 1


def test_a_part_elsewhere_is_not_taken_and_says_where_to_go_on(
    user: User, ministry: Institution
) -> None:
    upload = begun(user, ministry)
    for offset in (PART, 1):
        with pytest.raises(uploads.Misplaced) as no:
            uploads.take_part(user=user, upload_id=upload.pk, offset=offset, content=LONG[:PART])
        assert no.value.upload.received == 0
    with pytest.raises(uploads.Misplaced):
        uploads.finish(user=user, upload_id=upload.pk)


@pytest.mark.parametrize("size", [0, PART - 1, uploads.MOST_OF_A_PART + 1])
def test_a_part_of_a_strange_size_is_refused(user: User, ministry: Institution, size: int) -> None:
    upload = uploads.begin(user=user, institution_id=ministry.pk, name="a", size=2_000_000)
    with pytest.raises(Refused):
        uploads.take_part(user=user, upload_id=upload.pk, offset=0, content=b"x" * size)


def test_a_part_past_the_end_is_refused(user: User, ministry: Institution) -> None:
    upload = uploads.begin(user=user, institution_id=ministry.pk, name="a", size=3)
    with pytest.raises(Refused):
        uploads.take_part(user=user, upload_id=upload.pk, offset=0, content=b"four")


def test_finished_twice_it_is_one_file(user: User, ministry: Institution) -> None:
    upload = sent(user, begun(user, ministry))
    first, second = (uploads.finish(user=user, upload_id=upload.pk) for _ in range(2))
    assert first.file == second.file
    assert PrivateFile.objects.count() == 1


def test_a_refused_file_is_deleted_and_says_the_same_again(
    user: User, ministry: Institution, folder: Path
) -> None:
    content = handed.pdf_with_script()
    upload = sent(user, begun(user, ministry, content, "law.pdf"), content)
    for _ in range(2):
        with pytest.raises(Refused, match="holds a program or a script"):
            uploads.finish(user=user, upload_id=upload.pk)
    assert not PrivateFile.objects.exists()
    assert not (folder / upload.pk.hex).exists()
    event = AuditEvent.objects.get(verb="upload.refused")
    assert (event.actor, event.institution) == (user, ministry)
    assert event.detail == {"code": "script"}


@pytest.mark.parametrize(
    ("size", "code"), [(0, "empty"), (-1, "empty"), (2_000_000_000, "too-large")]
)
def test_a_size_that_cannot_be_is_refused_before_a_byte_is_sent(
    user: User, ministry: Institution, size: int, code: str
) -> None:
    with pytest.raises(Refused):
        uploads.begin(user=user, institution_id=ministry.pk, name="a", size=size)
    assert not Upload.objects.exists()
    assert AuditEvent.objects.get(verb="upload.refused").detail == {"code": code}


def test_an_institution_has_so_much_room_and_refused_files_take_none(
    user: User, ministry: Institution, settings: Any
) -> None:
    settings.EVIDENCE_QUOTA_MB = settings.EVIDENCE_MAX_MB = 1
    script = b"<script>" + b" " * 500_000
    with pytest.raises(Refused, match="program or a script"):
        uploads.take_whole(user=user, institution_id=ministry.pk, name="a", content=script)
    for _ in range(2):
        uploads.begin(user=user, institution_id=ministry.pk, name="a", size=500_000)
    with pytest.raises(Refused, match="all the room"):
        uploads.begin(user=user, institution_id=ministry.pk, name="a", size=1)


def test_only_so_many_files_of_a_person_are_on_their_way(user: User, ministry: Institution) -> None:
    for _ in range(uploads.MOST_AT_ONCE):
        begun(user, ministry)
    with pytest.raises(Refused, match="Too many"):
        begun(user, ministry)


@pytest.mark.parametrize("role", sorted(roles.LABELS))
def test_whoever_may_answer_may_send_and_nobody_else_goes_on(
    user: User, ministry: Institution, role: str
) -> None:
    other = member(role, ministry)
    if role in roles.granting(roles.ANSWER):
        assert begun(other, ministry).owner == other
    else:
        with pytest.raises(PermissionDenied):
            begun(other, ministry)
    upload = begun(user, ministry)
    for stranger in (other, member(roles.COORDINATOR, institution())):
        with pytest.raises(PermissionDenied):
            uploads.take_part(user=stranger, upload_id=upload.pk, offset=0, content=LONG[:PART])
        with pytest.raises(PermissionDenied):
            uploads.finish(user=stranger, upload_id=upload.pk)


def test_whoever_loses_the_role_goes_on_no_more(user: User, ministry: Institution) -> None:
    upload = begun(user, ministry)
    user.memberships.all().delete()
    with pytest.raises(PermissionDenied):
        sent(user, upload)


def test_a_file_is_given_to_one_form_only(user: User, ministry: Institution) -> None:
    done = uploads.take_whole(user=user, institution_id=ministry.pk, name="a", content=LONG)
    with pytest.raises(Refused):
        uploads.claim(user=user, upload_id=done.pk, institution=institution())
    assert uploads.claim(user=user, upload_id=done.pk, institution=ministry) == done.file
    with pytest.raises(Refused):
        uploads.claim(user=user, upload_id=done.pk, institution=ministry)


def test_what_nobody_took_ends_after_its_term_and_what_was_taken_stays(
    user: User, ministry: Institution, folder: Path
) -> None:
    half = begun(user, ministry)
    sent(user, half, LONG[: PART * 2])
    (folder / half.pk.hex / "left-by-a-dead-process").write_bytes(b"x")
    whole, taken = (
        uploads.take_whole(user=user, institution_id=ministry.pk, name="a", content=LONG)
        for _ in range(2)
    )
    uploads.claim(user=user, upload_id=taken.pk, institution=ministry)
    assert clearing.forget_expired() == 0
    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert clearing.forget_expired() == 2
    assert [one.pk for one in Upload.objects.all()] == [taken.pk]
    assert [one.pk for one in PrivateFile.objects.all()] == [taken.file.pk]
    assert not (folder / half.pk.hex).exists()
    assert files.open_file(taken.file).read() == LONG
    with pytest.raises(FileNotFoundError):
        files.open_file(whole.file)
