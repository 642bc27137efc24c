/** The health page in one word. Pure. */
import type { Health } from '../../shared/wire';

/** News this far behind is more than the burst of a busy second. */
const BEHIND = 200;

export type Verdict = 'well' | 'behind' | 'lost';

export function verdict({ reactions, lines }: Pick<Health, 'reactions' | 'lines'>): Verdict {
  if (lines.some((line) => line.lost > 0)) return 'lost';
  const slow = reactions.some(({ behind, failures }) => behind > BEHIND || failures.length > 0);
  return slow || lines.some((line) => line.late > 0) ? 'behind' : 'well';
}
