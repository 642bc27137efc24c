"""What a mail says besides its new words is kept, without secrets, for whoever unfolds it."""

from email.message import EmailMessage

from tests.channels.email.letters import SUPPORT, Post, mail, somebody

INVITATION = (
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Call about my case\r\n"
    "DTSTART:20240108T070000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


async def shown(post: Post, letter: EmailMessage) -> tuple[str, str]:
    """The text of the entry, and what is folded."""
    await post.write(letter)
    [number] = await post.conversations_of(str(letter["From"]))
    agent = await post.agent()
    [one] = (await agent.get(f"/api/v1/conversations/{number}/mails")).json()["items"]
    return (await agent.entries(number))[0]["text"], one["folded"]


async def test_what_was_passed_on_is_there_to_be_judged(post: Post) -> None:
    ann = somebody("ann")
    passed = (
        "Is this really from you?\n\n---------- Forwarded message ---------\n"
        f"From: Security <no-reply@bitget-safe.example>\nTo: {ann}\nSubject: Your account\n"
        "Date: Fri, Jan 5, 2024 at 10:30 AM\n\nYour password: hunter2secret\nCancel at https://bitget-safe.example/x\n"
    )
    text, folded = await shown(post, mail(ann, passed, Subject="Fwd: Your account"))
    assert text.endswith("Is this really from you?")
    assert "https://bitget-safe.example/x" in folded
    assert "no-reply@bitget-safe.example" in folded
    assert ann not in folded
    assert "hunter2secret" not in folded


async def test_a_signature_and_the_history_are_folded(post: Post) -> None:
    wei = somebody("wei")
    words = f"Thanks.\n\n-- \nWei Lin\nAcme Ltd\n\nOn Fri, Jan 5, 2024 at 8:30 AM Support <{SUPPORT}> wrote:\n\n> We look.\n"
    text, folded = await shown(post, mail(wei, words, Subject="Re: x"))
    assert text == "Thanks."
    assert "Acme Ltd" in folded
    assert "> We look." in folded


async def test_a_mail_inside_a_mail_is_read(post: Post) -> None:
    li, inner = somebody("li"), mail("bank@bank.example", "Transferred 500 USD.", Subject="Receipt")
    letter = mail(li, "See the receipt", Subject="Proof")
    letter.add_attachment(inner)
    _, folded = await shown(post, letter)
    assert "Transferred 500 USD." in folded
    assert "bank@bank.example" in folded


async def test_an_invitation_says_what_and_when(post: Post) -> None:
    letter = mail(somebody("kim"), "Please join", Subject="Call")
    letter.add_alternative(INVITATION, subtype="calendar", params={"method": "REQUEST"})
    _, folded = await shown(post, letter)
    assert "Call about my case" in folded
    assert "2024-01-08 07:00 UTC" in folded


async def test_signs_that_no_row_can_hold_hold_nothing_up(post: Post) -> None:
    letter = mail(somebody("nul"), "Please join", Subject="Call")
    letter.add_alternative(
        INVITATION.replace("Call", "Ca\0ll"), subtype="calendar", params={"method": "REQUEST"}
    )
    _, folded = await shown(post, letter)
    assert "about my case" in folded


async def test_a_plain_mail_has_nothing_to_unfold(post: Post) -> None:
    _, folded = await shown(post, mail(somebody("bo"), "Just words"))
    assert folded == ""
