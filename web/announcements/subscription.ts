/** A browser's subscription as the desk takes it. */
export interface Taken {
  endpoint: string;
  p256dh: string;
  auth: string;
}

export function taken(one: PushSubscription): Taken {
  const { endpoint = '', keys = {} } = one.toJSON();
  return { endpoint, p256dh: keys.p256dh ?? '', auth: keys.auth ?? '' };
}

export function tell(path: string, body: unknown, token?: string | null): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
}
