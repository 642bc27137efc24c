/** The guided cases of one conversation, live: what the server says is shown, nothing is guessed. */
import { clientId } from '../../shared/http';
import type { ActionKind, Label, OfferedAction, Procedures, ServerFrame } from '../../shared/wire';
import { line } from '../desk/line.svelte';
import { http } from '../session/session.svelte';
import { language } from '../ui/texts.svelte';

/** A text in the reader's language, or in the one asked for. */
export const said = (label: Label, locale: string = language.locale): string =>
  locale.startsWith('zh') ? label['zh-CN'] : label.en;

export class Guided {
  view = $state.raw<Procedures | null>(null);
  readonly #number: string;
  readonly #topic: string;
  readonly #deaf: () => void;

  constructor(number: string) {
    this.#number = number;
    this.#topic = `procedures:${number}`;
    this.#deaf = line.hear((frame) => this.#hear(frame));
  }

  follow = (): void => line.follow(this.#topic, null, this.follow);

  close(): void {
    line.leave(this.#topic);
    this.#deaf();
  }

  start = (slug: string): Promise<void> =>
    this.#write(`/api/v1/conversations/${encodeURIComponent(this.#number)}/procedures`, { slug });

  put = (id: string, name: string, value: string): Promise<void> =>
    this.#write(`/api/v1/procedures/${id}/evidence`, { name, value });

  move = (id: string, event: string): Promise<void> =>
    this.#write(`/api/v1/procedures/${id}/moves`, { event });

  request = (
    id: string,
    action: ActionKind,
    approval: string | null,
    step_up: string | null,
  ): Promise<void> =>
    this.#write(`/api/v1/procedures/${id}/requests`, { action, approval, step_up });

  async askApproval(offered: OfferedAction, reason: string): Promise<void> {
    const { parameters } = offered;
    const body = { client_id: clientId(), action: 'procedure.action', parameters, reason };
    await http('POST', '/api/v1/approvals', { body });
  }

  async #write(path: string, asked: object): Promise<void> {
    const body = { client_id: clientId(), ...asked };
    this.view = await http<Procedures>('POST', path, { body });
  }

  #hear(frame: ServerFrame): void {
    if (frame.t === 'procedures' && frame.topic === this.#topic) this.view = frame.view;
  }
}
