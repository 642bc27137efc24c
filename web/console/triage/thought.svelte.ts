/** What triage made of a conversation; what a person says instead is kept and learnt from. */
import { clientId } from '../../shared/http';
import type { Triage } from './wire';
import { http } from '../session/session.svelte';

export class ThoughtOf {
  told = $state.raw<Triage | null>(null);
  failed = $state(false);
  #path: string;

  constructor(number: string) {
    this.#path = `/api/v1/conversations/${encodeURIComponent(number)}/triage`;
  }

  load = async (): Promise<void> => {
    try {
      this.told = await http<Triage>('GET', this.#path);
      this.failed = false;
    } catch {
      this.failed = true;
    }
  };

  async correct(topic: string): Promise<void> {
    const body = { client_id: clientId(), topic };
    this.told = await http<Triage>('PUT', this.#path, { body });
  }
}
