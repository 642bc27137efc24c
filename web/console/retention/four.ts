/** Four eyes: asking for an approval, and finding the one that holds for exactly this now. */
import { clientId } from '../../shared/http';
import type { Approval, ApprovalBody } from '../../shared/wire';
import { http, session } from '../session/session.svelte';

export function standing(
  approvals: readonly Approval[],
  act: ApprovalBody['action'],
  name: string,
  value: string,
): Approval | undefined {
  return approvals.find(
    (one) =>
      one.action === act &&
      one.parameters[name] === value &&
      one.requester === session.agent?.id &&
      (one.state === 'open' || one.state === 'approved'),
  );
}

export async function ask(
  action: ApprovalBody['action'],
  name: string,
  value: string,
  reason: string,
): Promise<void> {
  const body = { client_id: clientId(), action, parameters: { [name]: value }, reason };
  await http('POST', '/api/v1/approvals', { body });
}
