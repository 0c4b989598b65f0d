"""The contact sheet (通讯录) of a body on a day, as a printed paper and as vCards."""

from datetime import date

import vobject
from django.conf import settings

from jointmeeting.kernel import clock
from jointmeeting.kernel.documents.official import Column, OfficialDocument, Signature, Table, render
from jointmeeting.kernel.templatetags.ui import cn_date
from members.models import Appointment, Jurisdiction
from members.roster import places_on, posts_on

COLUMNS = (Column("单位", 2.6), Column("岗位", 1.7), Column("姓名", 1.5), Column("职务", 1.9), Column("联系电话", 1.9))


def document(body: Jurisdiction, day: date) -> OfficialDocument:
    """Return the contact sheet as it is printed; a member unit without a liaison officer stands there with a gap."""
    rows: list[tuple[str, ...]] = []
    for place in places_on(body, day):
        name = place.name if place.unit else body.office_name
        rows += [(name, post.get_role_display(), post.user.name, post.post, post.phone or "—") for post in place.posts]
        if place.lacks_liaison:
            rows.append((name, "联络员", "（未确定）", "—", "—"))
    return OfficialDocument(
        title=f"{body.body_name}通讯录",
        body=(Table(COLUMNS, tuple(rows), caption=f"截至{cn_date(day)}"),),
        signature=Signature(body.office_name, cn_date(day)),
    )


def pdf(body: Jurisdiction, day: date) -> bytes:
    """Return the contact sheet as PDF."""
    return render(document(body, day), created=clock.now(), office_fonts=settings.OFFICE_FONTS_DIR)


def vcards(body: Jurisdiction, day: date) -> bytes:
    """Return one vCard 3.0 a post, for a telephone's address book."""
    return "".join(_card(post) for post in posts_on(body, day)).encode()


def _card(post: Appointment) -> str:
    card = vobject.vCard()
    card.add("fn").value = post.user.name
    card.add("n").value = vobject.vcard.Name(family=post.user.name)
    card.add("org").value = [post.unit.name if post.unit else post.jurisdiction.office_name]
    card.add("title").value = f"{post.post}（{post.get_role_display()}）"
    if post.phone:
        tel = card.add("tel")
        tel.value, tel.type_param = post.phone, "WORK"
    if post.user.email:
        card.add("email").value = post.user.email
    text: str = card.serialize()
    return text
