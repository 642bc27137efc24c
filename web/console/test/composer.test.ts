import { beforeEach, describe, expect, it, vi } from 'vitest';
import { called, calling, completed, mentioned } from '../composer/mentions';
import { answers, asked, openPage } from './page';
import { LIN } from './rows';

openPage();
const { Draft } = await import('../composer/draft.svelte');

const MARA = { id: 'mara', name: 'Mara' };
const NOVAK = { id: 'novak', name: 'Mara Novak' };

describe('a call to a colleague', () => {
  it('begins with an @ that is no part of an address', () => {
    expect(calling('ask @ma', 7)).toBe('ma');
    expect(calling('请@林', 3)).toBe('林');
    expect(calling('@', 1)).toBe('');
    expect(calling('lin@bitget', 10)).toBeNull();
    expect(calling('ask @ma later', 13)).toBeNull();
  });
  it('finds any name of theirs, in any script', () => {
    expect(called([LIN, MARA, NOVAK], 'nov')).toEqual([NOVAK]);
    expect(called([LIN, MARA, NOVAK], '晓')).toEqual([LIN]);
    expect(called([LIN, MARA, NOVAK], 'ara')).toEqual([]);
  });
  it('is completed where the caret stands', () => {
    expect(completed('ask @no about it', 7, 'Mara Novak')).toEqual([
      'ask @Mara Novak about it',
      16,
    ]);
  });
  it('counts the longest name once', () => {
    expect(mentioned('@Mara Novak and @林晓', [LIN, MARA, NOVAK])).toEqual(['novak', 'lin']);
    expect(mentioned('@Mara and @Mara Novak', [LIN, MARA, NOVAK])).toEqual(['novak', 'mara']);
    expect(mentioned('Mara Novak', [LIN, MARA, NOVAK])).toEqual([]);
  });
});

describe('a draft', () => {
  const path = '/api/v1/conversations/BG-1/draft';

  beforeEach(() => {
    asked.length = 0;
    answers.clear();
    answers.set(`GET ${path}`, { text: 'kept' });
    answers.set(`PUT ${path}`, {});
    answers.set(`DELETE ${path}`, {});
    vi.useRealTimers();
  });

  it('comes back, but not over what is being typed', async () => {
    const draft = new Draft('BG-1');
    await draft.load();
    expect(draft.text).toBe('kept');
    const typing = new Draft('BG-1');
    typing.text = 'typed';
    await typing.load();
    expect(typing.text).toBe('typed');
  });
  it('is kept after a pause, once', async () => {
    vi.useFakeTimers();
    const draft = new Draft('BG-1');
    for (const text of ['a', 'ab', 'abc']) {
      draft.text = text;
      draft.changed();
    }
    await vi.advanceTimersByTimeAsync(2_000);
    expect(asked).toEqual([`PUT ${path}`]);
    expect(draft.state).toBe('saved');
    await draft.save();
    expect(asked).toHaveLength(1);
  });
  it('that was sent is removed after the last write, never before it', async () => {
    const draft = new Draft('BG-1');
    draft.text = 'on its way';
    const saving = draft.save();
    await Promise.resolve();
    draft.clear();
    await saving;
    await draft.save();
    expect(asked).toEqual([`PUT ${path}`, `DELETE ${path}`]);
    expect(draft.state).toBe('idle');
  });
  it('says when it could not be kept, and is kept the next time', async () => {
    answers.delete(`PUT ${path}`);
    const draft = new Draft('BG-1');
    draft.text = 'x';
    await draft.save();
    expect(draft.state).toBe('failed');
    answers.set(`PUT ${path}`, {});
    await draft.save();
    expect(draft.state).toBe('saved');
  });
});
