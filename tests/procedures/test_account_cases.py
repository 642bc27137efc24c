"""What is diagnosed of the sandbox's people: each true story beside the one that is not."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.procedures.people import NOW, complete, facts, heard, stated, told, unread
from trustdesk.procedures.actions import securing
from trustdesk.procedures.cases import (
    account_access,
    account_stolen,
    fiat_deposit,
    promotion,
    registration,
    withdrawal,
)
from trustdesk.procedures.model.diagnosis import Diagnosis, Money
from trustdesk.procedures.model.procedure import Procedure
from trustdesk.procedures.rules import machine

CHINESE = re.compile(r"[\u4e00-\u9fff]")
W, A, S = withdrawal.PROCEDURE, account_access.PROCEDURE, account_stolen.PROCEDURE
F, P, R = fiat_deposit.PROCEDURE, promotion.PROCEDURE, registration.PROCEDURE
STORIES: list[tuple[Procedure, str, str, str, str]] = [
    (W, "20260301", "My withdrawal of 1200.5 USDT is still pending", "waiting_network", "wait"),
    (W, "20260301", "提现 1200.5 USDT 一直没到账", "waiting_network", "wait"),
    (W, "20260302", "My withdrawal of 1200.5 USDT has not arrived", "confirmed", "tell"),
    (W, "20260302", "提现 75 USDT 失败了", "cancelled", "tell"),
    (W, "20260303", "Withdrawal still pending", "more_needed", "hand"),
    (W, "20260305", "My withdrawal failed", "failed", "hand"),
    (W, "20260307", "How do I withdraw USDT?", "how_to_first", "tell"),
    (W, "20260307", "怎么提现？", "how_to_first", "tell"),
    (W, "20260302", "How do I withdraw USDT?", "how_to", "tell"),
    (W, "20260307", "What is my daily withdrawal limit?", "limits", "tell"),
    (W, "20260302", "What is my daily withdrawal limit?", "limits_unknown", "hand"),
    (W, "20260307", "提币手续费是多少", "fees", "tell"),
    (W, "20260311", "My withdrawal was refused", "deposit_lock", "tell"),
    (W, "20260312", "My withdrawal was refused", "purchase_lock", "tell"),
    (W, "20260313", "提现被拒", "address_not_of_network", "tell"),
    (W, "20260314", "提现被拒", "memo_missing", "tell"),
    (W, "20260315", "My withdrawal was refused", "recent_change", "tell"),
    (W, "20260316", "My withdrawal was refused", "over_limit", "tell"),
    (W, "20260317", "My withdrawal was refused", "over_balance", "tell"),
    (W, "20260318", "My withdrawal was refused", "under_minimum", "tell"),
    (W, "20260319", "My withdrawal was refused", "network_suspended", "tell"),
    (A, "20260701", "My account is locked", "locked_tries", "tell"),
    (A, "20260702", "我的账户被锁定了", "withdrawals_only", "tell"),
    (A, "20260709", "My account is locked", "locked_risk", "hand"),
    (A, "20260703", "I lost my authenticator", "factor_lost", "hand"),
    (A, "20260704", "身份验证器丢失", "factor_none", "tell"),
    (A, "20260705", "My KYC failed", "identity_refused", "tell"),
    (A, "20260706", "身份认证失败了", "identity_approved", "tell"),
    (A, "20260707", "The code has not come", "code_by_mail", "tell"),
    (A, "20260708", "手机短信收不到验证码", "code_nowhere", "tell"),
    (A, "20260701", "I forgot my password", "password_forgotten", "tell"),
    (A, "20260701", "I want to change my email", "contact_by_self", "tell"),
    (A, "20260701", "换手机号，旧号停用了", "contact_lost", "hand"),
    (S, "20260801", "Someone else is in my account", "taken_over", "offer"),
    (S, "20260802", "这笔提现不是我操作的", "own_devices", "offer"),
    (F, "20261201", "I paid by card and nothing came: where is it?", "pending", "wait"),
    (F, "20261202", "银行卡付了款，没到账", "refused", "tell"),
    (F, "20261202", "How can I deposit with Alipay?", "how_to", "tell"),
    (F, "20261301", "How can I buy with my bank card?", "not_verified", "tell"),
    (P, "20261001", "Where is my bonus?", "qualified", "wait"),
    (P, "20261002", "我的活动奖励没有发", "not_qualified", "tell"),
    (P, "20260301", "Where is my bonus?", "not_joined", "tell"),
    (R, "20261301", "How do I register?", "identity_none", "tell"),
    (R, "20261302", "注册卡住了", "identity_approved", "tell"),
]


def diagnosed(procedure: Procedure, uid: str, *texts: str) -> Diagnosis:
    return procedure.diagnose(facts(uid), heard(procedure, *texts), NOW)


@pytest.mark.parametrize(("procedure", "uid", "text", "code", "move"), STORIES)
def test_each_story_has_its_answer(procedure: Procedure, uid: str, text: str, code: str, move: str) -> None:
    found = diagnosed(procedure, uid, text)
    assert (found.code, found.move) == (code, move)
    assert complete(found)
    assert CHINESE.search(found.wording.zh)
    assert not CHINESE.search(found.wording.en)
    first = machine.state_of(procedure.machine, "checking")
    assert machine.follow(procedure.machine, first.name, found.move) is not None
    assert set(found.actions) <= set(procedure.actions)


def test_the_nine_causes_are_all_told() -> None:
    codes = {one[3] for one in STORIES if one[0] is W}
    assert codes >= {
        "deposit_lock", "purchase_lock", "address_not_of_network", "memo_missing", "recent_change", "over_limit",
        "over_balance", "under_minimum", "network_suspended",
    }  # fmt: skip


def test_a_withdrawal_tells_its_figures() -> None:
    found = diagnosed(W, "20260316", "My withdrawal was refused")
    assert "149.5 USDT" in found.wording.en
    assert "2026-11-27 00:00 UTC" in found.wording.zh
    assert "149.5 USDT" in [
        one.value for one in found.evidence if one.value == "149.5 USDT"
    ] or "over_limit 149.5 USDT → 2026-11-27 00:00 UTC" in [one.value for one in found.evidence]


def test_the_first_withdrawal_is_reminded_of_the_authenticator_and_every_one_of_the_address() -> None:
    first, later = (
        diagnosed(W, "20260307", "How do I withdraw?"),
        diagnosed(W, "20260302", "How do I withdraw?"),
    )
    assert "authenticator at hand" in first.wording.en
    assert "首次提现" in first.wording.zh
    assert "authenticator at hand" not in later.wording.en
    for told_ in (first, later):
        assert "compare the first and the last six characters" in told_.wording.en
        assert "前六位和后六位" in told_.wording.zh


def test_fees_are_for_anybody() -> None:
    nobody = unread(
        "no_account", "account", "withdrawals", networks_of_all=facts("20260301").values["networks"]
    )
    found = W.diagnose(nobody, heard(W, "withdrawal fee of USDT on polygon"), NOW)
    assert found.code == "fees"
    assert found.fee == Money(Decimal("0.5"), "USDT")
    assert "tron" not in found.wording.en  # it stands still at the moment


def test_how_it_is_done_is_for_anybody_and_the_record_for_who_signed_in() -> None:
    nobody = unread("no_account", "account", "withdrawals", networks_of_all=[])
    assert W.diagnose(nobody, heard(W, "How do I withdraw?"), NOW).code == "how_to_first"
    asked = W.diagnose(nobody, heard(W, "My withdrawal is still pending"), NOW)
    assert (asked.code, asked.move) == ("not_signed_in", "ask")


def test_a_lock_that_is_named_by_nobody_is_found_all_the_same() -> None:
    found = diagnosed(W, "20260702", "I cannot withdraw")
    assert (found.code, found.move) == ("recent_change", "tell")
    assert "2026-11-27 09:00 UTC" in found.wording.en


def test_the_way_alone_comes_before_any_request() -> None:
    found = diagnosed(A, "20260701", "My account is locked")
    assert found.actions == ("unlock",)
    alone, asked = (
        found.wording.en.index("Forgot password"),
        found.wording.en.index("we can ask the exchange"),
    )
    assert alone < asked
    assert "2026-11-27 10:00 UTC" in found.wording.en


def test_a_lost_authenticator_takes_a_second_person() -> None:
    assert diagnosed(A, "20260703", "I lost my authenticator").approve
    assert not diagnosed(A, "20260701", "I forgot my password").approve


def test_the_freeze_is_offered_whatever_the_record_says_and_even_without_it() -> None:
    for uid in ("20260801", "20260802", "20260701"):
        assert diagnosed(S, uid, "hacked").actions == ("freeze",)
    silent = S.diagnose(unread("unreachable", "account"), heard(S, "hacked"), NOW)
    assert (silent.code, silent.move, silent.actions) == ("record_unread", "offer", ("freeze",))


def test_a_theft_is_told_with_its_timeline_and_its_money() -> None:
    found = diagnosed(S, "20260801", "hacked")
    shown = [(one.label.en, one.verdict) for one in found.evidence]
    assert shown == [
        ("Sign-in", "plain"),
        ("Sign-in", "bad"),
        ("Authenticator changed", "bad"),
        ("Withdrawal asked for", "bad"),
        ("Device that was not trusted", "bad"),
        ("Can still be stopped", "open"),
        ("Has left", "bad"),
    ]
    assert "2026-11-26 10:00 UTC" in found.wording.en
    assert [one.value for one in found.evidence if one.private] == ["Windows, Chrome 141"]


def test_whoever_has_not_signed_in_is_told_how_to_be_known() -> None:
    found = S.diagnose(unread("no_account", "account", "withdrawals"), heard(S, "hacked"), NOW)
    assert (found.code, found.move, found.actions) == ("not_signed_in", "identify", ())


def test_a_victim_is_never_asked_to_be_patient() -> None:
    said = [text for one in securing.texts() for text in (one.en, one.zh)]
    for uid in ("20260801", "20260802"):
        for text in (*said, *told(diagnosed(S, uid, "hacked"))):
            assert not re.search(r"patien|please wait|耐心|稍候|稍等|请等待", text, re.IGNORECASE)


def test_a_promotion_is_named_with_its_reward() -> None:
    found = diagnosed(P, "20261001", "Where is my bonus?")
    assert "20 USDT" in found.wording.en
    assert "Autumn trading days" in found.wording.zh


@pytest.mark.parametrize("procedure", [W, A, S, F, P, R], ids=lambda one: one.slug)
def test_nothing_is_promised_and_no_advice_given(procedure: Procedure) -> None:
    for story in STORIES:
        if story[0] is procedure:
            for text in told(diagnosed(procedure, story[1], story[2])):
                assert not re.search(
                    r"refund you|compensat|guarantee|赔偿|保证(退|赔)|包赔", text, re.IGNORECASE
                )


@pytest.mark.parametrize("procedure", [W, A, S, F, P, R], ids=lambda one: one.slug)
def test_every_state_has_an_owner_and_a_clock(procedure: Procedure) -> None:
    assert list(machine.flaws(procedure.machine)) == []


@pytest.mark.parametrize("procedure", [W, A, S, F, P, R], ids=lambda one: one.slug)
def test_secrets_are_among_what_is_never_asked(procedure: Procedure) -> None:
    assert any("private key" in one.en and "私钥" in one.zh for one in procedure.never_ask)


def test_without_an_exchange_nothing_is_concluded() -> None:
    nowhere = unread("no_connector", "account", "withdrawals", "networks_of_all", "promotions", "deposits")
    assert W.diagnose(nowhere, stated(topic="pending"), NOW).code == "records_no_connector"
    assert A.diagnose(nowhere, stated(problem="locked"), NOW).code == "records_no_connector"
    assert P.diagnose(nowhere, stated(), NOW).code == "records_no_connector"
    assert F.diagnose(nowhere, stated(topic="pending"), NOW).code == "records_no_connector"


def test_a_bad_address_is_told_before_anything_is_sent() -> None:
    said = stated(asset="USDT", network="ethereum", address="TJRabPrwbZy45sbavfcjinPJC18kjpRTv8", amount="50")
    found = W.diagnose(facts("20260307"), said, NOW + timedelta(0))
    assert found.code == "address_not_of_network"
