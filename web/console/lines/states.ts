/** How the state of a line looks. */
import type { LineCard } from '../../shared/wire';
import type { IconName } from '../ui/icons';

export type LineState = LineCard['state'];

const BAD = 'border-danger-line bg-danger-ground text-danger-text';
const CAREFUL = 'border-warning-line bg-warning-ground text-warning-text';

export const LOOKS: Record<LineState, { icon: IconName; ink: string }> = {
  failed: { icon: 'alert', ink: BAD },
  stands: { icon: 'alert', ink: BAD },
  late: { icon: 'retry', ink: CAREFUL },
  held: { icon: 'eye', ink: CAREFUL },
  well: { icon: 'resolved', ink: 'border-line bg-success-ground text-success-text' },
  quiet: { icon: 'open', ink: 'border-line bg-sunken text-muted' },
};

const SETTINGS_ONLY = new Set(['assistant', 'surge']);

/** Whether messages come and go here; the others are only set up where lines are. */
export function carries(line: string): boolean {
  return !SETTINGS_ONLY.has(line);
}

/** Lines first; what is only set up stands below them, for whoever sets up. */
export function arranged(cards: readonly LineCard[], setsUp: boolean): LineCard[] {
  const lines = cards.filter((card) => carries(card.figures.line));
  return setsUp ? [...lines, ...cards.filter((card) => !carries(card.figures.line))] : lines;
}
