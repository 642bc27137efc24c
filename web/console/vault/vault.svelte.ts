/** The documents of one conversation, as staff may know of them. */
import { clientId } from '../../shared/http';
import type { AskedDocument, Documents } from '../../shared/wire';
import { http } from '../session/session.svelte';

export class Vault {
  items = $state.raw<AskedDocument[]>([]);
  #number: string;

  constructor(number: string) {
    this.#number = number;
  }

  load = async (): Promise<void> => {
    const path = `/api/v1/conversations/${encodeURIComponent(this.#number)}/documents`;
    this.items = (await http<Documents>('GET', path)).items;
  };

  async ask(kind: AskedDocument['kind'], client_id = clientId()): Promise<void> {
    const path = `/api/v1/conversations/${encodeURIComponent(this.#number)}/documents`;
    await http<AskedDocument>('POST', path, { body: { client_id, kind } });
    await this.load();
  }

  /** The one look: what comes is a picture with the viewer's name in it, kept nowhere. */
  async look(id: string, reason: string): Promise<string> {
    const answer = await fetch(`/api/v1/documents/${id}/view`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Trustdesk': '1' },
      body: JSON.stringify({ reason }),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const shown = URL.createObjectURL(await answer.blob());
    void this.load();
    return shown;
  }

  async decide(id: string, verdict: 'accepted' | 'refused'): Promise<void> {
    await http<AskedDocument>('POST', `/api/v1/documents/${id}/verdict`, { body: { verdict } });
    await this.load();
  }
}
