"""Ordinary mail apart from machines': auto-replies, lists, loops, and other services' verification mails."""

import pytest

from tests.channels.email.parsing.letters import head, multipart, part
from trustdesk.channels.email.parsing import Kind, Parsed, parse


def mail(
    more: str = "", subject: str = "Hello", sender: str = "Ann <ann@mail.example>", body: str = "x"
) -> Parsed:
    return parse(head(subject, sender=sender, more=more) + part(body))


@pytest.mark.parametrize(
    "more",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated; owner-email=x@y.example",
        "Auto-Submitted: Auto-Replied (vacation)",
        "X-Autoreply: yes",
        "X-Autorespond: vacation",
        "X-Auto-Reply-From: ann@mail.example",
        "X-Vacation: on",
        "Precedence: auto_reply",
        "X-POST-MessageClass: 9; Autoresponder",
        "X-FC-MachineGenerated: true",
    ],
)
def test_headers_of_an_auto_reply(more: str) -> None:
    assert mail(more).kind is Kind.AUTO_REPLY


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Your case",
        "Out of Office: Your case",
        "Out of the office",
        "Out of Office until Monday",
        "Auto: Re: Your case",
        "自动回复：您的工单",
        "自動回覆: 您的工單",
        "自動返信: お問い合わせ",
        "자동 회신: 문의",
        "Abwesenheitsnotiz: Ihr Fall",
        "Automatische Antwort: Ihr Fall",
        "Réponse automatique : Votre demande",
        "Respuesta automática: Su caso",
        "Resposta automática: Seu caso",
        "Risposta automatica: Il tuo caso",
        "Автоответ: Ваше обращение",
        "Автоматична відповідь: Ваше звернення",
        "Trả lời tự động: Yêu cầu",
        "Otomatik Yanıt: Talebiniz",
        "Balasan otomatis: Kasus Anda",
        "Odpowiedź automatyczna: Sprawa",
        "Automatisch antwoord: Uw zaak",
        "الرد التلقائي: طلبك",
        "ตอบกลับอัตโนมัติ: คำขอ",
        "[Auto-Reply] Your case",
    ],
)
def test_subjects_of_an_auto_reply(subject: str) -> None:
    assert mail(subject=subject).kind is Kind.AUTO_REPLY


@pytest.mark.parametrize(
    ("more", "subject"),
    [
        ("Auto-Submitted: no", "Hello"),
        ("X-Autoreply: no", "Hello"),
        ("X-Auto-Response-Suppress: All", "Hello"),
        ("", "Re: Automatic reply: Your case"),
        ("", "Automatic response to my withdrawal is wrong"),
        ("", "外出时无法登录"),
        ("", "Auto withdrawal does not work"),
        ("", "Why did I get an automatic reply?"),
        ("In-Reply-To: <a@b.example>\nList-Unsubscribe: <https://x.example>", "Re: Hello"),
    ],
)
def test_what_a_person_wrote_is_ordinary(more: str, subject: str) -> None:
    assert mail(more, subject).kind is Kind.ORDINARY


@pytest.mark.parametrize(
    "more",
    [
        "List-Id: <news.shop.example>",
        "Precedence: bulk",
        "Precedence: list",
        "List-Unsubscribe: <https://shop.example/u>",
    ],
)
def test_lists(more: str) -> None:
    assert mail(more).kind is Kind.LIST


@pytest.mark.parametrize(
    ("sender", "subject", "body"),
    [
        (
            "Slack <feedback@slack.com>",
            "Confirm your email address on Slack",
            "Your confirmation code: ABC-123",
        ),
        ("no-reply@accounts.google.com", "Verify your email", "Use this verification code: 123456"),
        ("Zoom <no-reply@zoom.us>", "Please activate", "Please activate your account"),
        ("noreply@service.example", "Your sign-in code", "123456 is your sign-in code"),
        ("noreply+x@service.example", "Reset your password", "Reset your password here"),
        ("GitHub <noreply@github.com>", "[GitHub] Please verify your email address.", "x"),
        ("Notion <notify@mail.notion.so>", "Bob invited you to join a workspace", "x"),
        ("no-reply@service.example", "验证您的邮箱", "您的验证码是 123456"),
        ("no-reply@service.example", "驗證碼", "您的驗證碼為 123456"),
        ("no-reply@service.example", "認証コードのお知らせ", "認証コード 123456"),
        ("no-reply@service.example", "Ihr Bestätigungscode", "123456"),
    ],
)
def test_verification_mails_of_somebody_else(sender: str, subject: str, body: str) -> None:
    assert mail(sender=sender, subject=subject, body=body).kind is Kind.VERIFICATION


@pytest.mark.parametrize(
    ("sender", "subject"),
    [
        ("Ann <ann@mail.example>", "I get no verification code"),
        ("ann@gmail.com", "收不到验证码"),
        ("billing@service.example", "Your invoice"),
        ("no-reply@service.example", "Your weekly figures"),
    ],
)
def test_who_only_speaks_of_verification_is_ordinary(sender: str, subject: str) -> None:
    assert mail(sender=sender, subject=subject).kind is Kind.ORDINARY


@pytest.mark.parametrize(
    ("more", "signs"),
    [
        ("", []),
        ("X-Trustdesk-Loop: 1", ["own"]),
        ("Auto-Submitted: auto-replied", ["auto_submitted"]),
        ("Return-Path: <>", ["empty_return_path"]),
        ("Return-Path: <ann@mail.example>", []),
        ("Precedence: junk", ["precedence"]),
        ("X-Auto-Response-Suppress: DR, OOF, AutoReply", ["response_suppressed"]),
        ("X-Auto-Response-Suppress: DR", []),
        ("X-Autoreply: yes", ["autoreply_header"]),
        ("List-Id: <a.b>", ["list"]),
        ("X-Loop: a@b.example", ["x_loop"]),
    ],
)
def test_signs_of_a_loop(more: str, signs: list[str]) -> None:
    assert mail(more).loop == signs


@pytest.mark.parametrize(
    "sender", ["MAILER-DAEMON@mx.example", "No Reply <no-reply@x.example>", "noreply+tag@x.example"]
)
def test_a_machine_sends(sender: str) -> None:
    assert mail(sender=sender).loop == ["machine_sender"]


def test_a_read_receipt_is_answered_by_nobody() -> None:
    note = part(
        "Final-Recipient: rfc822; ann@mail.example\nDisposition: manual-action/MDN-sent-manually; displayed",
        "message/disposition-notification",
    )
    found = parse(
        head("Read: Your case")
        + multipart(part("Was read."), note, kind="report", more="; report-type=disposition-notification")
    )
    assert (found.kind, found.bounce, found.text) == (Kind.AUTO_REPLY, None, "Was read.")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("我的提币没有到账，请帮忙查询", "zh-CN"),
        ("我的提幣沒有到帳，請幫我查詢這個問題", "zh-TW"),
        ("出金がまだ届いていません", "ja"),
        ("아직 입금되지 않았습니다", "ko"),
        ("Деньги не пришли", "ru"),
        ("Гроші не надійшли, їх немає", "uk"),
        ("เงินยังไม่เข้า", "th"),
        ("لم يصل المبلغ", "ar"),
        ("Tôi vẫn chưa nhận được tiền rút", "vi"),
        ("Nothing has arrived", ""),
        ("500 USDT", ""),
    ],
)
def test_a_hint_of_the_language(text: str, language: str) -> None:
    assert mail(body=text).language == language


def test_a_declared_language_where_letters_do_not_tell() -> None:
    assert mail("Content-Language: de-DE", body="Noch nichts da").language == "de-DE"
