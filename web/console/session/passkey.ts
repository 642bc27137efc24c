/** What the browser's credentials take and give, as JSON in base64url. */
import type { Http } from '../../shared/http';
import type { Ceremony } from '../../shared/wire';

/** Browsers make no passkeys for bare addresses and outside secure pages. */
export const canUsePasskeys = (): boolean =>
  'PublicKeyCredential' in window && isSecureContext && !/^[\d.]+$|:/.test(location.hostname);

/** The same page under a name, when it was opened by this machine's bare address. */
export const byName = (): string | null =>
  location.hostname === '127.0.0.1' ? location.href.replace('127.0.0.1', 'localhost') : null;

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

function text(buffer: ArrayBuffer | null): string | null {
  if (!buffer) return null;
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

interface Named {
  id: string;
  type: 'public-key';
}
interface Options {
  challenge: string;
  user?: { id: string; name: string; displayName: string };
  allowCredentials?: Named[];
  excludeCredentials?: Named[];
  [more: string]: unknown;
}

const named = (list: Named[] = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

function opened(given: Ceremony['options']): Record<string, unknown> {
  const options = given as Options;
  return {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: named(options.allowCredentials),
    excludeCredentials: named(options.excludeCredentials),
    ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
  };
}

function sealed(credential: Credential | null): unknown {
  const made = credential as PublicKeyCredential;
  const response = made.response as Partial<
    AuthenticatorAttestationResponse & AuthenticatorAssertionResponse
  >;
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    response: {
      clientDataJSON: text(response.clientDataJSON ?? null),
      attestationObject: text(response.attestationObject ?? null),
      authenticatorData: text(response.authenticatorData ?? null),
      signature: text(response.signature ?? null),
      userHandle: text(response.userHandle ?? null),
    },
  };
}

/** The person turned the browser's own dialog away, or it ran out of time. */
export class Dismissed extends Error {}

async function held(asking: Promise<Credential | null>): Promise<unknown> {
  try {
    return sealed(await asking);
  } catch (error) {
    if (error instanceof DOMException) throw new Dismissed(error.name);
    throw error;
  }
}

export interface Signed {
  challenge: string;
  credential: unknown;
}

/** Asks for a signature of a challenge that is given out at `path`. */
export async function prove(http: Http, path: string): Promise<Signed> {
  const { challenge, options } = await http<Ceremony>('POST', path, { body: {} });
  const publicKey = opened(options) as unknown as PublicKeyCredentialRequestOptions;
  return { challenge, credential: await held(navigator.credentials.get({ publicKey })) };
}

/** Asks for a new passkey. */
export async function create(http: Http): Promise<Signed> {
  const begun = await http<Ceremony>('POST', '/api/v1/passkeys/challenge', { body: {} });
  const publicKey = opened(begun.options) as unknown as PublicKeyCredentialCreationOptions;
  const asking = navigator.credentials.create({ publicKey });
  return { challenge: begun.challenge, credential: await held(asking) };
}
