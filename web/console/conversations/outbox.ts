/** What was written here and is not yet an entry. Pure. */
import type { Attachment, Entry, Status } from '../../shared/wire';

/** What a macro does once its answer is stored. */
export interface After {
  status: Status | null;
  tags: string[];
}

export interface Pending {
  client_id: string;
  kind: 'message' | 'note';
  text: string;
  attachments: Attachment[];
  mentions: string[];
  seen: number;
  state: 'sending' | 'sent' | 'failed' | 'stale';
  at: string;
  fault?: unknown;
  after?: After | null;
  /** With `stale`: what colleagues wrote meanwhile. */
  meanwhile?: Entry[];
}

/** An echo with the same client id takes the optimistic one's place. */
export function settle(pending: readonly Pending[], entries: readonly Entry[]): Pending[] {
  const stored = new Set(entries.map((entry) => entry.client_id).filter(Boolean));
  return pending.filter((one) => !stored.has(one.client_id));
}

export function change(
  pending: readonly Pending[],
  id: string,
  to: Partial<Pending> | null,
): Pending[] {
  return pending.flatMap((one) =>
    one.client_id !== id ? [one] : to === null ? [] : [{ ...one, ...to }],
  );
}
