"""The main job over HTTP, as its people would click it: from an agenda item to an assignment under way.

Used by `script/server --check` against a running system. It knows pages and forms, never the database.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener
from uuid import uuid4

UNIT = "市人力社保局"
PDF = b"%PDF-1.7\n% synthetic attachment\n%%EOF\n"


class Broken(AssertionError):
    """A page did not do what it should; the message says which."""


class _Inputs(HTMLParser):
    """Collects the fields of every form that posts, and the options of selects."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.options: dict[str, list[tuple[str, str]]] = {}
        self._select = self._option = self._textarea = ""
        self._in_post = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {key: value or "" for key, value in attrs}
        if tag == "form":
            self._in_post = a.get("method", "").lower() == "post" and "logout" not in a.get("action", "")
        elif tag == "input" and self._in_post and a.get("type") not in {"checkbox", "file", "submit"}:
            self.values.setdefault(a.get("name", ""), a.get("value", ""))
        elif tag == "textarea" and self._in_post:
            self._textarea = a.get("name", "")
            self.values[self._textarea] = ""
        elif tag == "select":
            self._select = a.get("name", "")
            self.options[self._select] = []
        elif tag == "option" and self._select:
            self._option = a.get("value", "")
            self.options[self._select].append((self._option, ""))
            if "selected" in a:
                self.values[self._select] = self._option

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.values[self._textarea] += data.lstrip("\n")
        if self._select and self.options[self._select] and data.strip():
            value, label = self.options[self._select][-1]
            self.options[self._select][-1] = (value, label + data.strip())


@dataclass
class Browser:
    """One person's session."""

    base_url: str
    user: str
    password: str
    url: str = ""
    page: str = ""
    opener: object = field(default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar())))

    def fetch(self, path: str, data: bytes | None = None, content_type: str = "") -> bytes:
        """Request a path of the system, follow redirects, keep the page."""
        request = Request(urljoin(self.base_url, path), data=data)  # noqa: S310 -- http to the given base only
        request.add_header("Referer", self.base_url)
        if content_type:
            request.add_header("Content-Type", content_type)
        try:
            with self.opener.open(request, timeout=60) as answer:  # type: ignore[attr-defined]
                body: bytes = answer.read()
                self.url = answer.url
        except HTTPError as error:
            text = re.sub(r"<[^>]+>|\s+", " ", error.read().decode(errors="replace"))[:600]
            raise Broken(f"{self.user} {path}: {error.code} {text}") from error
        self.page = body.decode(errors="replace")
        return body

    def form(self, path: str) -> _Inputs:
        """Open a page and return the fields of its forms."""
        self.fetch(path)
        inputs = _Inputs()
        inputs.feed(self.page)
        return inputs

    def submit(
        self, path: str, fields: Mapping[str, Any] | None = None, *, file: tuple[str, bytes] | None = None,
        choose: Mapping[str, str] | None = None, to: str = "", upload_as: str = "attachment",
    ) -> None:  # fmt: skip
        """Open the form at `path`, fill `fields`, choose options by their label, and send it."""
        form = self.form(path)
        values: dict[str, Any] = {**form.values, **(fields or {})}
        for name, label in (choose or {}).items():
            found = [value for value, text in form.options[name] if value and label in text]
            if not found:
                raise Broken(f"{self.user} {path}: no option {label} in {name}")
            values[name] = found[-1]
        self.fetch(to or path, *_encoded(values, file, upload_as))

    def log_in(self) -> "Browser":
        """Log in."""
        self.submit("/login/", {"username": self.user, "password": self.password})
        if "/login/" in self.url:
            raise Broken(f"{self.user} could not log in")
        return self

    def expect(self, text: str) -> None:
        """Raise unless the page shows `text`."""
        if text not in self.page:
            raise Broken(f"{self.user} {self.url}: “{text}” is not on the page")


def _encoded(values: Mapping[str, Any], file: tuple[str, bytes] | None, upload_as: str) -> tuple[bytes, str]:
    if file is None:
        return urlencode(values, doseq=True).encode(), "application/x-www-form-urlencoded"
    boundary = uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in values.items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{upload_as}"; filename="{file[0]}"\r\n'
    parts.append(f"{head}Content-Type: application/pdf\r\n\r\n".encode() + file[1] + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def path_of(browser: Browser, pattern: str) -> str:
    """Return the part of the address reached that matches `pattern`."""
    found = re.search(pattern, browser.url)
    if not found:
        raise Broken(f"{browser.user}: {browser.url} is not {pattern}")
    return found.group(0)


@dataclass
class Company:
    """Everybody of the demonstration, with one browser a person; what happened is said and addresses are kept."""

    base_url: str
    accounts: list[list[str]]  # rows of demo.txt: user, password, role, unit
    say: Callable[[str], None]
    ids: dict[str, str] = field(default_factory=dict)
    people: dict[str, Browser] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.people = {row[0]: Browser(self.base_url, row[0], row[1]) for row in self.accounts}

    def _as(self, name: str) -> Browser:
        browser = self.people[name if name.startswith("yueqing") else f"yueqing-{name}"]
        return browser if browser.url else browser.log_in()


class Journey(Company):
    """The main job of one office."""

    def run(self) -> bytes:
        """Do the whole job; return the minutes as the leader downloads them."""
        self.liaisons = [row[0] for row in self.accounts if row[0].startswith("yueqing-liaison")]
        self.liaison = next(row[0] for row in self.accounts if row[3] == UNIT)
        self._propose()
        self._discuss()
        self._convene()
        self._receive()
        self._meet()
        self._write()
        self._sign()
        content = self._download()
        self._work()
        return content

    def _propose(self) -> None:
        liaison = self._as(self.liaison)
        self.stamp = datetime.now().strftime("%m%d%H%M%S")  # noqa: DTZ005 -- only a distinguishing word
        liaison.submit(
            "/meetings/agenda-items/new/",
            {
                "title": f"关于建立就业救助信息按月共享机制的议题（{self.stamp}）",
                "background": "失业成员的就业登记信息目前按季交换，帮扶不够及时。",
                "proposal": "建议由市人力社保局牵头，市民政局、市大数据管理中心配合，建立按月共享机制。",
            },
            file=("就业救助信息共享方案.pdf", PDF),
        )
        self.item = self.ids["agenda_item"] = path_of(liaison, r"/meetings/agenda-items/\d+/")
        liaison.submit(f"{self.item}submit/")
        liaison.expect("已提报")
        self._as("staff").submit(f"{self.item}accept/")
        self.say("the liaison officer submitted an item with an attachment; the office accepted it")

    def _plan(self, kind: str, title: str, chair: str) -> str:
        staff = self._as("staff")
        day = datetime.now() + timedelta(days=3)  # noqa: DTZ005 -- typed into a form as local time
        staff.submit(
            "/meetings/meetings/new/",
            {
                "kind": kind,
                "title": title,
                "starts_at": day.strftime("%Y-%m-%dT09:00"),
                "place": "市府大楼第一会议室",
                "allows_clash": "on",
            },
            choose={"chair": chair},
        )
        return path_of(staff, r"/meetings/meetings/\d+/")

    def _discuss(self) -> None:
        staff = self._as("staff")
        meeting = self.ids["liaison_meeting"] = self._plan("liaison", f"联络员会议（{self.stamp}）", "办公室主任")
        staff.submit(meeting, choose={"agenda_item": self.stamp}, to=f"{meeting}add-item/")
        for act in ("convene", "open"):
            staff.submit(f"{meeting}{act}/")
        staff.submit(f"{self.item}discuss/")
        staff.submit(f"{meeting}close/")
        self.say("the liaison meeting discussed it")

    def _convene(self) -> None:
        self.meeting = self.ids["meeting"] = self._plan("regular", f"2026年联席会议（{self.stamp}）", "总召集人")
        self._as("staff").submit(f"{self.item}schedule/", choose={"meeting": self.stamp})
        self._as("chief").submit(f"{self.meeting}convene/")
        self.say("the chief convener called the regular meeting")

    def _receive(self) -> None:
        for count, name in enumerate(self.liaisons):
            browser = self._as(name)
            browser.fetch(self.meeting)
            receipt = re.search(r"/meetings/receipts/\d+/", browser.page)
            if not receipt:
                raise Broken(f"{name} got no notice")
            path = receipt.group(0)
            if count == 5:
                browser.submit(f"{path}take-leave/", {"comment": "当日参加全市防汛会议"})
            else:
                who = {"attendee_name": f"示例·单位{count + 1:02}", "attendee_post": "局长"}
                browser.submit(f"{path}attend/", who)
        self.say(f"{len(self.liaisons)} units answered the notice")

    def _meet(self) -> None:
        staff = self._as("staff")
        staff.submit(f"{self.meeting}open/")
        form = staff.form(f"{self.meeting}attendance/")
        rows = {key: "present" for key in form.options if key.startswith("state_") and form.values[key] == "absent"}
        staff.submit(f"{self.meeting}attendance/", rows)
        staff.submit(f"{self.meeting}close/")
        staff.submit(f"{self.item}decide/")
        self.say(f"the meeting was held, {len(rows)} units present")

    def _write(self) -> None:
        staff = self._as("staff")
        staff.submit(self.meeting, to=f"{self.meeting}minutes/")
        self.minutes = self.ids["minutes"] = path_of(staff, r"/meetings/minutes/\d+/")
        edit = f"{self.minutes}edit/"
        form = staff.form(edit)
        units = {label: value for value, label in form.options["matters-0-lead_unit"]}
        matters = [
            ("关于建立就业救助信息共享机制", "市人力社保局", "市民政局"),
            ("关于困难职工帮扶衔接", "市总工会", "市财政局"),
        ]
        values: dict[str, str] = {}
        for n, (heading, lead, support) in enumerate(matters):
            values |= {
                f"matters-{n}-heading": heading,
                f"matters-{n}-text": f"会议议定：由{lead}牵头，{support}配合，按月通报进展，确保困难群众及时得到帮扶。",
                f"matters-{n}-lead_unit": units[lead],
                f"matters-{n}-supporting_units": units[support],
                f"matters-{n}-due_on": "2026-12-31",
            }
        staff.submit(edit, {"matters-TOTAL_FORMS": "2", "disclosure": "open", **values})
        offered = staff.form(edit).options  # the duties of a lead unit are offered once it is chosen
        staff.submit(edit, {f"matters-{n}-basis": offered[f"matters-{n}-basis"][1][0] for n in range(len(matters))})
        staff.submit(f"{self.minutes}submit/")
        self.say("the office wrote minutes with two resolved matters")

    def _sign(self) -> None:
        self._as("director").submit(f"{self.minutes}review/")
        chief = self._as("chief")
        chief.submit(f"{self.minutes}sign/", {"password": chief.password})
        self.say("the director reviewed; who presided signed with his password")

    def _download(self) -> bytes:
        leader = self._as("leader")
        for _ in range(120):
            try:
                leader.fetch(self.minutes)
            except Broken:  # 404 until issued: a leader sees issued minutes only
                time.sleep(1)
                continue
            break
        leader.expect("已印发")
        content = leader.fetch(f"{self.minutes}download/")
        if not content.startswith(b"%PDF-"):
            raise Broken("the leader's download is no PDF")
        self.say(f"the government leader downloaded the minutes ({len(content)} bytes)")
        return content

    def _work(self) -> None:
        liaison = self._as(self.liaison)
        liaison.fetch("/duties/assignments/")
        found = re.findall(r"/duties/assignments/\d+/", liaison.page)
        if not found:
            raise Broken("no assignment stands at the lead unit")
        numbers = {int(path.split("/")[-2]): path for path in found}
        assignment = self.ids["assignment"] = numbers[max(numbers)]
        liaison.submit(f"{assignment}accept/")
        liaison.submit(f"{assignment}report/", {"text": "已与市民政局会商，形成方案初稿。", "percent": "30"})
        liaison.expect("30%")
        self.say("the lead unit accepted its assignment and reported progress")
