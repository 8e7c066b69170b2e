"""The reader of the desk in a process of its own: it makes the rows, then fetches a page for each line."""

import json
import sys
import time

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.measured import crowd
from reports.models import User


def main(count: int, opened: int) -> None:
    """Say “ready”, then what each page took, as JSON, until the input ends."""
    call_command("migrate", verbosity=0, interactive=False)
    people = [User.objects.create_user(f"{at}@example.org", name=f"P{at}", is_staff=True) for at in range(8)]
    people[0].groups.add(Group.objects.get(name="triage"))
    crowd.fill(count, opened, people)
    client = Client(headers={"host": f"127.0.0.1:{settings.PORT}"})
    client.force_login(people[0])
    print("ready", flush=True)
    for line in sys.stdin:
        address = f"/staff/requests_app/reportrequest/{line.strip()}"
        with CaptureQueriesContext(connection) as caught:
            warm = client.get(address)
        queries = len(caught)  # counted now: the next request empties the log
        wall, cpu = time.perf_counter(), time.process_time()
        answer = client.get(address)
        told = {
            "wall": time.perf_counter() - wall,
            "cpu": time.process_time() - cpu,
            "queries": queries,
            "rows": answer.content.decode().count('class="number"'),
            "ok": (warm.status_code, answer.status_code) == (200, 200),
        }
        print(json.dumps(told), flush=True)
