"""How often somebody who is not signed in may ask for something dear. The counter lives in Redis: a hint, no more."""

import hashlib

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused

HOUR = 3600


def once_more(request: HttpRequest, what: str, *, an_hour: int) -> None:
    """Count one more `what` from the caller's address; raise Refused beyond `an_hour` in the running hour.

    The address is kept as a digest and for an hour only.
    """
    caller = hashlib.sha256(str(get_client_ip_address(request)).encode()).hexdigest()[:16]
    key = f"throttle:{what}:{caller}:{clock.now():%Y%m%d%H}"
    cache.add(key, 0, timeout=HOUR)
    if cache.incr(key) > an_hour:
        raise Refused(f"一小时内最多办理{an_hour}次，请稍后再试。")
