import type { Line } from '../../shared/wire';
import type { IconName } from '../ui/icons';

const ICONS: Partial<Record<Line, IconName>> = {
  webchat: 'chat',
  app: 'chat',
  api: 'code',
  email: 'mail',
  form: 'file',
  phone: 'phone',
};

/** A line of a newer server is a chat until it has a drawing. */
export function lineIcon(line: string): IconName {
  return ICONS[line as Line] ?? 'chat';
}
