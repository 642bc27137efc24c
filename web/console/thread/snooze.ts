/** The times to which a conversation is usually set aside, in the agent's own zone. Pure. */
export type SnoozeKey = 'hour' | 'three_hours' | 'tomorrow' | 'monday';

const MORNING = 9;

function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);
}

export function snoozes(now: Date): { key: SnoozeKey; until: Date }[] {
  const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { key: 'hour', until: later(1) },
    { key: 'three_hours', until: later(3) },
    { key: 'tomorrow', until: morning(now, 1) },
    { key: 'monday', until: morning(now, toMonday) },
  ];
}
