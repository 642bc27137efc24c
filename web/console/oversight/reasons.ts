/** The reasons the server takes, in the order they are offered; and who may reveal. */
import type { AccessBody, RevealBody, Row } from '../../shared/wire';
import { session } from '../session/session.svelte';

export const ACCESS_REASONS: readonly AccessBody['reason_code'][] = [
  'returning_customer',
  'colleague_asked',
  'quality',
  'complaint',
  'investigation',
  'other',
];

export const REVEAL_REASONS: readonly RevealBody['reason_code'][] = [
  'verify_customer',
  'contact_customer',
  'trace_transaction',
  'complaint',
  'fraud_check',
  'other',
];

/** Whether whoever is signed in holds this conversation now. */
export function held(row: Row | null): boolean {
  return !!row?.assignee && row.assignee.id === session.agent?.id && row.status !== 'closed';
}
