"""The Celery application: how messages travel, never what the work is.

A message is only a doorbell for a `Job` row, so each setting prefers that a job runs twice over that it is
lost.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

app = Celery("briefings")
app.conf.update(
    broker_url=settings.REDIS_URL,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 600,  # four times the hard limit: a running task is never delivered twice
        "unacked_restore_interval": 5,  # the default sweep brings a lost message back only after 100 s
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,  # a hung broker is noticed; without it a publish waits for ever
        "socket_connect_timeout": 2,
    },
    visibility_timeout=600,
    task_acks_late=True,
    task_reject_on_worker_lost=True,  # without it acks_late still loses the task of a killed child
    task_acks_on_failure_or_timeout=True,  # False would repeat a failing task for ever
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    task_time_limit=150,  # the outer net; the renderer has its own limits
    task_soft_time_limit=130,
    task_publish_retry=False,  # the relay has its own loop
    worker_prefetch_multiplier=1,
    worker_cancel_long_running_tasks_on_connection_loss=False,  # True loses them when the broker restarts
    worker_max_tasks_per_child=50,
    worker_max_memory_per_child=500_000,
    worker_hijack_root_logger=False,
    worker_send_task_events=False,
    timezone="UTC",
    beat_schedule_filename=str(settings.DATA_DIR / "beat.schedule"),
    beat_schedule={
        "sweep": {"task": "reports.tasks.sweep", "schedule": 60.0, "options": {"expires": 55}},
        "close": {
            "task": "requests_app.tasks.close_delivered",
            "schedule": 3600.0,
            "options": {"expires": 3500},
        },
    },
)
app.set_default()
app.autodiscover_tasks()
