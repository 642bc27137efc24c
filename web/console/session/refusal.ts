/** Why a proof was not taken, in the reader's language. */
import { t } from '../ui/texts.svelte';
import { reason } from '../ui/toasts.svelte';
import { Dismissed } from './passkey';

export const why = (error: unknown): string =>
  error instanceof Dismissed ? t('passkey.dismissed') : reason(error);
