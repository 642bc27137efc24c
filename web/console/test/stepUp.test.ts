import { describe, expect, it, vi } from 'vitest';
import { Problem, type Http } from '../../shared/http';
import { stepUp, withStepUp } from '../session/stepUp.svelte';

const refused = (code: string) =>
  new Problem({ type: 'about:blank', title: code, status: 403, code });

/** A server that answers these one after the other; what it was asked is kept. */
function answering(...answers: unknown[]) {
  const asked: unknown[][] = [];
  const http = async (...call: unknown[]) => {
    asked.push(call);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, http: withStepUp(http as Http) };
}

describe('a call that needs a fresh proof', () => {
  it('waits for the dialog and is then made again, the same', async () => {
    const { asked, http } = answering(refused('step_up_required'), 'done');
    const call = http('PUT', '/x', { body: { client_id: '1' } });
    await vi.waitFor(() => expect(stepUp.asking).toBe(true));
    expect(asked.length).toBe(1);
    stepUp.done(true);
    expect(await call).toBe('done');
    expect(asked[1]).toEqual(asked[0]);
    expect(stepUp.asking).toBe(false);
  });

  it('fails as it did when the person turns away', async () => {
    const { asked, http } = answering(refused('step_up_required'));
    const call = http('PUT', '/x');
    await vi.waitFor(() => expect(stepUp.asking).toBe(true));
    stepUp.done(false);
    await expect(call).rejects.toMatchObject({ code: 'step_up_required' });
    expect(asked.length).toBe(1);
  });

  it('shares one dialog with others', async () => {
    const first = answering(refused('step_up_required'), 1);
    const second = answering(refused('step_up_required'), 2);
    const calls = Promise.all([first.http('GET', '/a'), second.http('GET', '/b')]);
    await vi.waitFor(() => expect(first.asked.length + second.asked.length).toBe(2));
    await vi.waitFor(() => expect(stepUp.asking).toBe(true));
    stepUp.done(true);
    expect(await calls).toEqual([1, 2]);
  });

  it('is made once more where another node still remembers the session as it was', async () => {
    const stale = [refused('step_up_required'), refused('step_up_required'), 'done'];
    const { asked, http } = answering(...stale);
    const call = http('PUT', '/x');
    await vi.waitFor(() => expect(stepUp.asking).toBe(true));
    stepUp.done(true);
    expect(await call).toBe('done');
    expect(asked.length).toBe(3);
  });

  it('leaves every other refusal alone', async () => {
    const { http } = answering(refused('forbidden'));
    await expect(http('PUT', '/x')).rejects.toMatchObject({ code: 'forbidden' });
    expect(stepUp.asking).toBe(false);
  });
});
