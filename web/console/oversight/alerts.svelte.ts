/** The alerts, live, for who may see them; a new one says so wherever they are. */
import type { Alert, Alerts, ServerFrame } from '../../shared/wire';
import { line } from '../desk/line.svelte';
import { mayVisit } from '../desk/places';
import { http } from '../session/session.svelte';
import { named, t } from '../ui/texts.svelte';
import { toasts } from '../ui/toasts.svelte';

const TOPIC = 'alerts';

class AlertList {
  items = $state.raw<readonly Alert[] | null>(null);
  fault = $state.raw<unknown>(null);
  readonly unseen = $derived((this.items ?? []).filter((one) => !one.seen_at).length);

  start(): () => void {
    if (!mayVisit('alerts')) return () => {};
    const leave = line.hear((frame) => this.#hear(frame));
    const follow = (): void => line.follow(TOPIC, null, follow);
    follow();
    return () => {
      leave();
      line.leave(TOPIC);
      this.items = null;
    };
  }

  load = async (): Promise<void> => {
    try {
      this.items = (await http<Alerts>('GET', '/api/v1/alerts')).items;
      this.fault = null;
    } catch (error) {
      this.fault = error;
    }
  };

  async see(alert: Alert): Promise<void> {
    try {
      await http('POST', `/api/v1/alerts/${alert.id}/seen`, { body: {} });
    } catch (error) {
      toasts.fail(error, () => void this.see(alert));
    }
  }

  #hear(frame: ServerFrame): void {
    if (frame.t !== 'alerts') return;
    const known = this.items && new Set(this.items.map((one) => one.id));
    this.items = frame.items;
    this.fault = null;
    const fresh = known ? frame.items.find((one) => !known.has(one.id)) : undefined;
    if (!fresh) return;
    const name = fresh.agent ? fresh.agent_name : fresh.about;
    const text = t('alert.new', { kind: named('alert', fresh.kind), name });
    toasts.say(text, 'danger');
  }
}

export const alerts = new AlertList();
