/** How far a customer's wait has come. Pure. Until brands set their own clocks, one ladder for all. */

/** Minutes after which an answer is late, by priority: low, normal, high, urgent. */
const LATE_MIN = [120, 30, 15, 5] as const;
const SOON = 0.5;

export interface Wait {
  seconds: number;
  /** 0 to 1 of the time there is. */
  share: number;
  tone: 'calm' | 'soon' | 'late';
}

export function waited(since: string, priority: number, now: number): Wait {
  const ms = Math.max(0, now - Date.parse(since));
  const share = Math.min(1, ms / ((LATE_MIN[priority] ?? LATE_MIN[1]) * 60_000));
  return {
    seconds: ms / 1_000,
    share,
    tone: share >= 1 ? 'late' : share >= SOON ? 'soon' : 'calm',
  };
}
