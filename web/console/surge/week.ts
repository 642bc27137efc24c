/** A usual week as a field of hours: what is shown, how strongly, what it says in words. */
import type { UsualHour } from '../../shared/wire';

export type Measure = 'began' | 'waits';
export const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
export const DAYS = [0, 1, 2, 3, 4, 5, 6];
/** A Monday, to name weekdays by. */
const MONDAY = Date.UTC(2026, 0, 5, 12);

export const dayName = (weekday: number, locale: string, length: 'short' | 'long'): string =>
  new Intl.DateTimeFormat(locale, { weekday: length, timeZone: 'UTC' }).format(
    MONDAY + weekday * 86_400_000,
  );
export const oclock = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:00`;

export const valueOf = (cell: UsualHour | undefined, measure: Measure): number | null =>
  cell === undefined ? null : measure === 'began' ? cell.began : cell.wait_s;

export function fieldOf(cells: readonly UsualHour[]): Map<string, UsualHour> {
  return new Map(cells.map((cell) => [`${cell.weekday}/${cell.hour}`, cell]));
}

/** From nothing to the most, as a share; the square root keeps a crash from washing out the rest. */
export function share(value: number | null, most: number): number {
  return value === null || most <= 0 ? 0 : Math.sqrt(value / most);
}

/** The next place for an arrow key, or null for any other key. */
export function moved(key: string, day: number, hour: number): [number, number] | null {
  const steps: Record<string, [number, number]> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    Home: [0, -hour],
    End: [0, 23 - hour],
  };
  const step = steps[key];
  if (!step) return null;
  return [Math.min(6, Math.max(0, day + step[0])), Math.min(23, Math.max(0, hour + step[1]))];
}

/** The busiest and the calmest hour. */
export function extremes(cells: readonly UsualHour[]): [UsualHour, UsualHour] | null {
  if (cells.length === 0) return null;
  const sorted = [...cells].sort((a, b) => b.began - a.began);
  return [sorted[0]!, sorted.at(-1)!];
}
