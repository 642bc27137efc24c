/** How an announcement has gone out, kept fresh while it goes. */
import type { Circular, Circulars, Tally } from '../../shared/wire';
import { line } from '../desk/line.svelte';
import { Asked } from '../ui/asked.svelte';

const TOPIC = 'circulars';
/** A burst of news is asked about once. */
const CALM_MS = 500;

export class Sendings extends Asked<Circulars> {
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(announcement: string) {
    super(`/api/v1/announcements/${announcement}/circulars`);
  }

  watch = (): (() => void) => {
    const leave = line.hear((frame) => {
      // What stirred before it was followed, or while nobody could hear, is asked for as well.
      const followed = frame.t === 'subscribed' && frame.topic === TOPIC;
      if (followed || frame.t === 'circulars') this.#soon ??= setTimeout(this.#look, CALM_MS);
    });
    const follow = (): void => line.follow(TOPIC, null, follow);
    follow();
    return () => {
      clearTimeout(this.#soon);
      leave();
      line.leave(TOPIC);
    };
  };

  #look = (): void => {
    this.#soon = undefined;
    void this.load();
  };
}

/** How many copies there are of a way, and how many of them are settled, one way or another. */
export function progress(one: Tally): { all: number; done: number } {
  const done = one.sent + one.failed + one.unsure + one.gone + one.dropped;
  return { all: done + one.due, done };
}

export type Course = 'planned' | 'going' | 'done' | 'dropped' | 'nobody';

export function course(one: Circular): Course {
  if (one.state === 'planned' || one.state === 'dropped') return one.state;
  if (one.state === 'spreading' || one.ways.some(({ due }) => due > 0)) return 'going';
  return one.ways.length > 0 ? 'done' : 'nobody';
}

export const stuck = (one: Circular): number =>
  one.ways.reduce((sum, { failed, unsure }) => sum + failed + unsure, 0);
