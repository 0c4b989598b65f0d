"""`script/fuzz`: read many mutated notices; print the number of each that raises or takes too long, and a sum."""

import sys
import time
import traceback

from members.notices import read
from tests.members.notices.fuzzing import mutated

LONGEST = 2.0


def main(count: int, first: int) -> int:
    """Return the number of failures."""
    failures, refused, slowest = 0, 0, 0.0
    for number in range(first, first + count):
        data = mutated(number)
        begun = time.process_time()
        try:
            refused += read(data, str(number)).refused is not None
        except Exception:
            traceback.print_exc(limit=-4)
            failures += 1
            sys.stdout.write(f"failed: {number}\n")
        spent = time.process_time() - begun
        slowest = max(slowest, spent)
        if spent > LONGEST:
            failures += 1
            sys.stdout.write(f"{spent:.1f} s: {number}\n")
    sys.stdout.write(f"{count} notices, {refused} refused, {failures} failures, slowest {slowest:.2f} s\n")
    return failures


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])) > 0)
