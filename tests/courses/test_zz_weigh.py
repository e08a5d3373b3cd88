"""weights of the pages of the shipped scenario"""

import gzip, pytest
from courses import bundles, transfer, services
from courses.models import *
from tests.courses import made

pytestmark = pytest.mark.django_db


def test_weigh(db, client, settings):
    from wagtail.models import Locale

    made.LANGUAGES = ("en", "ar", "fr", "es")
    made.tree()
    transfer.import_course(course=bundles.load("national-csirt"))
    user = made.person()
    client.force_login(user)
    for lang in ("ar",):
        door = f"/{lang}/learn/national-csirt/scenarios/hospital-ransomware/"
        for rest in ("", "cards/", "sheet/", "scenes/"):
            c = client.get(door + rest).content
            print(lang, rest or "door", len(c), len(gzip.compress(c)))
        url = client.post(door + "begin/", {"do": "afresh"})["Location"]
        heaviest = 0
        from uuid import uuid4

        while True:
            r = client.get(url)
            if r.status_code == 302:
                c = client.get(url + "ending/").content
                print(lang, "ending", len(c), len(gzip.compress(c)))
                break
            heaviest = max(heaviest, (len(r.content)))
            last = r.content
            run = ScenarioRun.objects.get(ended_at=None)
            st = run.state()
            client.post(
                url,
                {
                    "number": len(st.path) + 1,
                    "event": uuid4(),
                    "choice": run.version.play.open(st.position)[0].id,
                },
            )
        print(lang, "scene", heaviest, len(gzip.compress(last)))
    open("/tmp/scene_sheet_ar.html", "wb").write(
        client.get("/ar/learn/national-csirt/scenarios/hospital-ransomware/sheet/").content
    )
