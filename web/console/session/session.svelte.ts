/** Who is signed in, and the one way to ask the server. */
import { makeHttp } from '../../shared/http';
import type { Agent, BrandView, Me } from '../../shared/wire';
import { language } from '../ui/texts.svelte';
import { prove } from './passkey';
import { withStepUp } from './stepUp.svelte';

class Session {
  /** undefined until the server has been asked. */
  agent = $state.raw<Agent | null | undefined>(undefined);
  brand = $state.raw<BrandView | null>(null);
  /** Why we are at the sign-in page although we were inside. */
  ended = $state(false);
  unreachable = $state(false);

  async check(): Promise<void> {
    this.unreachable = false;
    try {
      this.#enter(await http<Me>('GET', '/api/v1/session'));
    } catch (error) {
      if ((error as { status?: number }).status === 401) this.agent = null;
      else this.unreachable = true;
    }
  }

  async signIn(email: string, password: string, code: string): Promise<void> {
    this.#enter(await http<Me>('POST', '/api/v1/session', { body: { email, password, code } }));
  }

  /** By a passkey alone; with address and password it is the second factor. */
  async signInByPasskey(email = '', password = ''): Promise<void> {
    const passkey = await prove(http, '/api/v1/session/challenge');
    const [path, body] = password
      ? ['/api/v1/session', { email, password, passkey }]
      : ['/api/v1/session/passkey', passkey];
    this.#enter(await http<Me>('POST', path, { body }));
  }

  async signOut(everywhere = false): Promise<void> {
    if (everywhere) await http('POST', '/api/v1/session/everywhere', { body: {} });
    else await http('DELETE', '/api/v1/session');
    this.agent = null;
  }

  /** The server says we are signed out. */
  end(): void {
    if (!this.agent) return;
    this.agent = null;
    this.ended = true;
  }

  #enter(me: Me): void {
    this.brand = me.brand;
    this.agent = me.agent;
    this.ended = false;
  }
}

export const session = new Session();

export const http = withStepUp(
  makeHttp({
    headers: () => ({ 'X-Trustdesk': '1', 'Accept-Language': language.locale }),
    onSignedOut: () => session.end(),
  }),
);
