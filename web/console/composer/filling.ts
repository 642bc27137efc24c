/** A macro filled in by the server, which knows figures, articles and hours. */
import type { Filled, Macro } from '../../shared/wire';
import { http } from '../session/session.svelte';
import { toasts } from '../ui/toasts.svelte';

export async function filledIn(number: string, macro: Macro): Promise<string | null> {
  const path = `/api/v1/conversations/${encodeURIComponent(number)}/macros/${macro.id}`;
  try {
    return (await http<Filled>('POST', path)).text;
  } catch (error) {
    toasts.fail(error);
    return null;
  }
}
