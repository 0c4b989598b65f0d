"""`python -m benchmarks [W3 …]`: prepare what is missing, a throw-away PostgreSQL and Valkey, and measure."""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from script.prepare import broker, setting_up
from script.prepare.place import OWN_SECRETS, PYTHON, run
from script.prepare.postgres import Postgres


def main(workloads: list[str]) -> int:
    """Measure the workloads named, or all of them."""
    with setting_up.interruptible(), tempfile.TemporaryDirectory() as place:
        variables = setting_up.everything("test")
        env = {**os.environ, **variables, **{name: secrets.token_urlsafe(32) for name in OWN_SECRETS}}
        env |= {"MEDIA_ROOT": place, "SEAL_KEYSTORE": str(Path(place, "office.p12"))}
        postgres = Postgres(f"benchmark-{os.getpid()}", secrets.token_urlsafe(16))
        queue = None
        try:
            env["DATABASE_URL"] = postgres.start()
            queue, env["REDIS_URL"] = broker.start("benchmark-broker", secrets.token_urlsafe(16), env)
            run([PYTHON, "manage.py", "migrate", "-v", "0"], env=env, what="建立数据库")
            return subprocess.run([PYTHON, "-m", "benchmarks.run", *workloads], env=env, check=False).returncode
        finally:
            setting_up.finish_undisturbed()
            if queue:
                queue.stop()
            postgres.remove()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
