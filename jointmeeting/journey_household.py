"""A household across the departments over HTTP: filed, consented, commissioned, asked of ten sources, reported.

Used by `script/server --check` after the main job; the persons are synthetic and their numbers of no real region.
"""

import re
import time
from datetime import date

from jointmeeting.journey import PDF, Broken, Company, path_of
from verification.categories import CATEGORIES
from verification.identity import check_character

SILENT = "市财政局"
ANSWERING = ["市公安局", "市自然资源和规划局", "市市场监管局"]
PERSONS = [("applicant", "测试甲", "19800517"), ("spouse", "测试乙", "19820302"), ("child", "测试丙", "20100609")]


class HouseholdJourney(Company):
    """One household from the township's counter to the report in its hands."""

    def run(self) -> bytes:
        """Do the whole job; return the report as the township downloads it."""
        self.handlers = {row[3]: row[0] for row in self.accounts if row[0].startswith("yueqing-handler")}
        self._file()
        self._consent()
        self._commission()
        self._answer()
        self._compare()
        self._sign()
        return self._download()

    def _file(self) -> None:
        township = self._as("township")
        figures = {"yearly_income": "24000", "savings": "12000", "houses": "1", "vehicles": "0", "businesses": "0"}
        serial = int(time.time()) % 900 + 100
        rows = {
            f"persons-{n}-{key}": value
            for n, (relation, name, born) in enumerate(PERSONS)
            for key, value in {"relation": relation, "name": name, "number": _number(born, serial + n)}.items()
        }
        township.submit("/verification/cases/new/", {"programme": "dibao", **figures, **rows})
        self.case = self.ids["aid_case"] = path_of(township, r"/verification/cases/\d+/")
        township.expect("测**")
        self.say("the township filed a household of three")

    def _consent(self) -> None:
        township = self._as("township")
        township.submit(f"{self.case}consent-letters/new/", {"categories": list(CATEGORIES)})
        found = re.search(r"/verification/consent-letters/\d+/sign/", township.page)
        if not found:
            raise Broken("the consent letter cannot be signed")
        path = found.group(0)
        signers = sorted(name for name in township.form(path).options if name.startswith("signer_"))
        applicant = signers[0].removeprefix("signer_")
        signed = dict.fromkeys(signers[:2], "self") | {signers[2]: applicant}
        fields = {**signed, "signed_on": date.today().isoformat()}  # noqa: DTZ011 -- typed into a form as local date
        township.submit(path, fields, file=("授权书.pdf", PDF), upload_as="scan")
        self.say("all three signed the numbered consent letter, the child by a guardian")

    def _commission(self) -> None:
        township = self._as("township")
        today = date.today().isoformat()  # noqa: DTZ011 -- likewise
        township.submit(f"{self.case}commission/", {"signatory": "示例·镇长", "signed_on": today})
        found = re.search(r"/verification/requests/\d+/", township.page)
        if not found:
            raise Broken("no verification request stands at the centre")
        self.request = self.ids["verification_request"] = found.group(0)
        self._as("centre-handler").submit(f"{self.request}accept/")
        self.say("the centre accepted the commission; queries went out to ten sources")

    def _queries(self) -> dict[str, tuple[str, str]]:
        """Return unit → (address, state) of each query, as the centre sees them."""
        centre = self._as("centre-handler")
        centre.fetch(self.request)
        rows = re.findall(r'href="(/verification/queries/\d+/)">([^<]+)</a>(.*?)</tr>', centre.page, re.S)
        return {unit: (path, re.sub(r"<[^>]+>|\s+", " ", rest)) for path, unit, rest in rows}

    def _answer(self) -> None:
        for _ in range(60):
            found = self._queries()
            if all("待反馈" in found[unit][1] for unit in ANSWERING):
                break
            time.sleep(1)
        for unit in ANSWERING:
            handler, path = self._as(self.handlers[unit]), found[unit][0]
            handler.fetch(path)
            handler.expect("测**")
            handler.submit(f"{path}answer/", {"rest_none": "on"})
        for _ in range(60):
            answered = [unit for unit, (_, state) in self._queries().items() if "已反馈" in state]
            if len(answered) == 9:
                break
            time.sleep(1)
        else:
            raise Broken(f"only {len(answered)} of 9 sources answered")
        self.say("three units answered in the browser, six by connector; one stays silent")

    def _compare(self) -> None:
        self._as("centre-head").submit(f"{self.request}compare-early/", {"comment": "家庭情况紧急，先行出具"})
        handler = self._as("centre-handler")
        form = handler.form(f"{self.request}findings/")
        settled = {name: "explained" for name in form.options if name.startswith("disposition_")}
        handler.submit(f"{self.request}findings/", settled)
        handler.submit(f"{self.request}submit/")
        self.say("the declaration was compared with what came; every suspicion was dealt with")

    def _sign(self) -> None:
        self._as("centre-reviewer").submit(f"{self.request}review/")
        head = self._as("centre-head")
        head.submit(f"{self.request}sign/", {"password": head.password})
        self.say("another person reviewed, the head signed")

    def _download(self) -> bytes:
        township = self._as("township")
        for _ in range(120):
            township.fetch(self.case)
            if f"{self.request}download/" in township.page:
                break
            time.sleep(1)
        content = township.fetch(f"{self.request}download/")
        if not content.startswith(b"%PDF-"):
            raise Broken("the township's download is no PDF")
        staff = self._as("staff")
        staff.fetch("/verification/overview/")
        staff.expect(SILENT)
        if "测" in staff.page:
            raise Broken("the office sees a household")
        self.say(f"the township downloaded the report ({len(content)} bytes); the office sees counts only")
        return content


def _number(born: str, serial: int) -> str:
    first = f"999999{born}{serial % 1000:03}"
    return first + check_character(first)
