"""`script/fuzz`: read many mutated notices and go on as the wizard does; print each that raises or takes too long."""

import json
import sys
import time
import traceback

from members.charters import CharterRecord
from members.importing.answers import answered
from members.importing.composing import compose
from members.importing.items import changes_only, items_of
from members.notices import Reading, read
from tests.members.notices.fuzzing import mutated

LONGEST = 2.0


def becomes_a_charter(reading: Reading) -> bool:
    """Go on as the wizard does, everything kept as proposed; False where a person would be told why not."""
    if reading.refused is not None:
        return False
    found = json.loads(json.dumps(reading.to_json()))
    items = items_of(found)
    answers = answered(items, {item.key: {"keep": True, "text": item.text} for item in items})
    try:
        if not changes_only(found):
            CharterRecord.from_json(compose(found, answers, slug="fuzz"))
    except ValueError:  # an open answer, or a charter that is not whole: said on the page
        return False
    return True


def main(count: int, first: int) -> int:
    """Return the number of failures."""
    failures, refused, slowest = 0, 0, 0.0
    for number in range(first, first + count):
        data = mutated(number)
        begun = time.process_time()
        try:
            refused += not becomes_a_charter(read(data, str(number)))
        except Exception:
            traceback.print_exc(limit=-4)
            failures += 1
            sys.stdout.write(f"failed: {number}\n")
        spent = time.process_time() - begun
        slowest = max(slowest, spent)
        if spent > LONGEST:
            failures += 1
            sys.stdout.write(f"{spent:.1f} s: {number}\n")
    sys.stdout.write(f"{count} notices, {refused} refused or not whole, {failures} failures, slowest {slowest:.2f} s\n")
    return failures


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])) > 0)
