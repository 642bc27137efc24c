-- A security case is nobody's doing: its alert names a conversation and no agent.
alter table alerts drop constraint alerts_kind_check;
alter table alerts add constraint alerts_kind_check check (
    kind in ('canary', 'reveal_quota', 'reading_suspended', 'breakglass', 'double_claim', 'security_case'));
alter table alerts add constraint alerts_agent_check check (
    agent is not null or kind in ('double_claim', 'security_case'));
