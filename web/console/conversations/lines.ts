import type { Entry, Line } from '../../shared/wire';
import type { IconName } from '../ui/icons';

const ICONS: Partial<Record<Line, IconName>> = {
  webchat: 'chat',
  app: 'chat',
  api: 'code',
  email: 'mail',
  form: 'file',
  phone: 'phone',
  telegram: 'send',
};

/** A line of a newer server is a chat until it has a drawing. */
export function lineIcon(line: string): IconName {
  return ICONS[line as Line] ?? 'chat';
}

/** Lines on which everybody reads along. */
const PUBLIC = new Set(['telegram_group']);
export const isPublic = (line: string): boolean => PUBLIC.has(line);

/** An answer goes to where the customer wrote last, whatever line the conversation began on. */
export function answeredOn(entries: Entry[], began: string): string {
  const said = entries.filter((one) => one.kind === 'message' && one.author.kind === 'customer');
  return said.at(-1)?.line || began;
}
