-- A security case is nobody's doing: its alert names a conversation and no agent.
alter table alerts alter column agent drop not null;
alter table alerts drop constraint alerts_kind_check;
alter table alerts add constraint alerts_kind_check check (
    kind in ('canary', 'reveal_quota', 'reading_suspended', 'breakglass', 'security_case'));
alter table alerts add constraint alerts_agent_check check (agent is not null or kind = 'security_case');
