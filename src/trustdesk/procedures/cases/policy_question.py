"""A question of terms, policy, a new feature or risk: answered by the articles, or by a person."""

import re
from collections.abc import Sequence
from datetime import datetime

from trustdesk.brands import Label
from trustdesk.procedures.model.aids import Article
from trustdesk.procedures.model.checks import Check, Facts, Look
from trustdesk.procedures.model.diagnosis import Diagnosis, Proof
from trustdesk.procedures.model.evidence import Evidence
from trustdesk.procedures.model.procedure import Ask, Cues, Procedure
from trustdesk.procedures.rules import asking, policies
from trustdesk.procedures.rules.machine import explaining
from trustdesk.procedures.rules.said import filled


async def _articles(look: Look, evidence: Evidence) -> Sequence[Article]:
    return await look.aids.articles(look.tenant, evidence.get("question") or "")


ARTICLES: Check[Sequence[Article]] = Check("articles", Sequence, _articles)
ANSWER = Label(
    "The pages of our help centre that say it: {titles}. They hold as they are dated; where a page and a message differ, the page counts. This is information, no advice to trade.",
    "相关说明请见帮助中心：{titles}。内容以页面标注的日期为准；如页面与消息不一致，以页面为准。以上仅供参考，不构成投资建议。",
)  # fmt: skip
BY_HAND = Label(
    "None of our published pages answers this exactly. A colleague looks it up and answers you; nothing is promised before that.",
    "公布的页面中没有完全对应的说明。客服将查证后答复您，在此之前不作任何承诺。",
)  # fmt: skip


def diagnose(facts: Facts, evidence: Evidence, _now: datetime) -> Diagnosis:
    """Name the published pages that answer; without one, a person does. Nothing is made up."""
    if (trouble := facts.trouble(ARTICLES)) is not None:
        return asking.not_read(trouble)
    found = policies.answering(facts.of(ARTICLES) or ())
    if not found:
        return Diagnosis(
            code="no_article",
            confidence="certain",
            move="hand",
            next_step=Label("No page answers it: look it up, and tell the editors", "无对应页面：人工查证并告知内容编辑"),
            wording=BY_HAND,
        )  # fmt: skip
    titles = Label(
        "; ".join(f"“{one.title.en}”" for one in found),
        "、".join(f"《{one.title.zh}》" for one in found),
    )
    return Diagnosis(
        code=policies.code_of(evidence.get("question") or ""),
        confidence="likely",
        move="tell",
        evidence=tuple(
            Proof(label=Label("Article", "文章"), value=one.title, source="policy", verdict="good")
            for one in found
        ),
        next_step=Label("Answer with the published pages", "以公布的页面作答"),
        wording=filled(ANSWER, titles=titles),
    )


PROCEDURE = Procedure(
    slug="policy_question",
    title=Label("Terms, policy, features", "条款、政策与功能"),
    asks=(
        Ask(
            name="question",
            kind="text",
            hears=policies.heard,
            needed=True,
            label=Label("Question", "问题"),
            question=Label("What would you like to know?", "您想了解什么？"),
        ),
    ),
    never_ask=asking.NEVER,
    checks=(ARTICLES,),
    diagnose=diagnose,
    machine=explaining(),
    cues=Cues(
        words=(
            re.compile(r"\bterms\b"),
            re.compile(r"\bpolic(y|ies)\b"),
            re.compile(r"privacy"),
            re.compile(r"new feature"),
            re.compile(r"\brisk (notice|disclosure)"),
            re.compile(r"\blegal\b"),
            re.compile(r"条款"),
            re.compile(r"政策"),
            re.compile(r"隐私"),
            re.compile(r"新功能"),
            re.compile(r"风险(提示|披露|揭示)"),
            re.compile(r"协议"),
        ),
    ),
)  # fmt: skip
