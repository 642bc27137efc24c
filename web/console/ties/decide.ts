/** Deciding on a tie: accept, refuse, undo. */
import type { Tie } from '../../shared/wire';
import { http } from '../session/session.svelte';
import { toasts } from '../ui/toasts.svelte';

export type Verdict = 'accepted' | 'refused' | 'undone';

/** Saying the same again changes nothing, so trying again is safe. */
export async function decide(tie: Tie, verdict: Verdict, done: () => void): Promise<void> {
  try {
    await http<Tie>('POST', `/api/v1/ties/${tie.id}/verdict`, { body: { verdict } });
    done();
  } catch (error) {
    toasts.fail(error, () => void decide(tie, verdict, done));
  }
}
