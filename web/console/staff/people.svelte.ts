/** Colleagues, teams and who is here. */
import type { Colleague, Page, Presence, QueueState, Team } from '../../shared/wire';
import { line } from '../desk/line.svelte';
import { http, session } from '../session/session.svelte';
import { toasts } from '../ui/toasts.svelte';

class People {
  staff = $state<Colleague[]>([]);
  teams = $state.raw<Team[]>([]);
  waiting = $state<number | null>(null);
  #asked = 0;

  get me(): Colleague | undefined {
    return this.staff.find((one) => one.id === session.agent?.id);
  }
  get online(): number {
    return this.staff.filter((one) => one.state === 'online').length;
  }
  teamName(id: string | null): string {
    return this.teams.find((team) => team.id === id)?.name ?? id ?? '';
  }

  start(): () => void {
    void this.load();
    return line.hear((frame) => {
      if (frame.t === 'welcome') void this.load();
      if (frame.t === 'presence') this.#present(frame.items);
      if (frame.t === 'rows') this.#askSoon();
    });
  }

  async load(): Promise<void> {
    try {
      await Promise.all([this.#askStaff(), this.#askTeams(), this.#askQueue()]);
    } catch {
      // The list of conversations says that the server is away; once is enough.
    }
  }

  async be(state: Presence): Promise<void> {
    const { me } = this;
    const before = me?.state;
    if (me) me.state = state;
    try {
      await http('PUT', '/api/v1/presence', { body: { state } });
    } catch (error) {
      if (me && before) me.state = before;
      toasts.fail(error);
    }
  }

  #present(items: { id: string; state: Presence; load: number }[]): void {
    for (const item of items) {
      const one = this.staff.find((colleague) => colleague.id === item.id);
      if (one) Object.assign(one, { state: item.state, load: item.load });
    }
  }

  /** Rows come in bursts; queue and loads are counted at most every two seconds. */
  #askSoon(): void {
    if (this.#asked) return;
    this.#asked = window.setTimeout(() => {
      this.#asked = 0;
      void Promise.all([this.#askStaff(), this.#askQueue()]).catch(() => undefined);
    }, 2_000);
  }

  async #askStaff(): Promise<void> {
    this.staff = (await http<Page<Colleague>>('GET', '/api/v1/staff')).items;
  }

  async #askTeams(): Promise<void> {
    this.teams = (await http<Page<Team>>('GET', '/api/v1/teams')).items;
  }

  async #askQueue(): Promise<void> {
    this.waiting = (await http<QueueState>('GET', '/api/v1/queue')).waiting;
  }
}

export const people = new People();
