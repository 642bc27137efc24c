/** The cards, kept fresh: whenever the server says that something stirs, and every so often. */
import type { LineCards } from '../../shared/wire';
import { line } from '../desk/line.svelte';
import { Asked } from '../ui/asked.svelte';

const TOPIC = 'lines';
const REFRESH_MS = 15_000;
/** A burst of news is asked about once. */
const CALM_MS = 700;

export class Cards extends Asked<LineCards> {
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super('/api/v1/lines');
  }

  watch = (): (() => void) => {
    const ticking = setInterval(() => {
      if (!document.hidden) void this.load();
    }, REFRESH_MS);
    const leave = line.hear((frame) => {
      // What stirred before it was followed, or while nobody could hear, is asked for as well.
      const followed = frame.t === 'subscribed' && frame.topic === TOPIC;
      if (followed || frame.t === 'lines') this.#soon ??= setTimeout(this.#look, CALM_MS);
    });
    const follow = (): void => line.follow(TOPIC, null, follow);
    follow();
    return () => {
      clearInterval(ticking);
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
