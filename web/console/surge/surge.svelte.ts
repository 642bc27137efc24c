/** Whether surge mode is on, as everybody may know it; heard live. */
import type { Surge } from '../../shared/wire';
import { line } from '../desk/line.svelte';

const TOPIC = 'surge';

class Surges {
  now = $state.raw<Surge | null>(null);

  start(): () => void {
    const follow = (): void => line.follow(TOPIC, null, follow);
    follow();
    const deaf = line.hear((frame) => {
      if (frame.t === 'surge') this.now = frame.now;
    });
    return () => {
      deaf();
      line.leave(TOPIC);
    };
  }
}

export const surges = new Surges();
