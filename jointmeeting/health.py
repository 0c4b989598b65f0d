"""/healthz: the process lives. /readyz: everything it needs is there, or which part is not."""

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from jointmeeting.kernel.documents import checks
from jointmeeting.kernel.tasks import HEARTBEAT_KEY


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer while the process lives."""
    return JsonResponse({"alive": True})


@login_not_required
@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when every part is ready, else 503 with the reasons."""
    parts = {"database": _database(), **_broker_and_worker(), **checks.readiness()}
    ready = not any(parts.values())
    return JsonResponse(
        {"ready": ready, "parts": parts},
        status=200 if ready else 503,
        json_dumps_params={"ensure_ascii": False},
    )


def _database() -> str | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return f"数据库不可用：{type(error).__name__}"
    return None


def _broker_and_worker() -> dict[str, str | None]:
    try:
        client = redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=2)
        beat = client.exists(HEARTBEAT_KEY)
    except redis.RedisError as error:
        return {"broker": f"消息队列不可用：{type(error).__name__}", "worker": "消息队列不可用，无法得知"}
    return {"broker": None, "worker": None if beat else "30秒内没有后台进程的心跳"}
