import { describe, expect, it } from 'vitest';
import { marked } from '../conversations/marked';
import { waited } from '../conversations/waiting';
import { fitting } from '../desk/fitting';
import { verdict } from '../health/verdict';
import { blanks } from '../composer/blanks';
import { device } from '../session/device';
import { minute } from './rows';

describe('marked', () => {
  it('cuts where the words stand, in any case and script', () => {
    expect(marked('My Deposit is late', 'deposit')).toEqual([
      { text: 'My ', hit: false },
      { text: 'Deposit', hit: true },
      { text: ' is late', hit: false },
    ]);
    expect(marked('我的充值没有到账', '充值 到账').filter((run) => run.hit)).toHaveLength(2);
  });

  it('takes signs as they are', () => {
    expect(marked('C++ (beta-1)', 'c++ (beta-1)').map((run) => run.text)).toEqual([
      'C++',
      ' ',
      '(beta-1)',
    ]);
    expect(marked('plain', ' ')).toEqual([{ text: 'plain', hit: false }]);
  });
});

describe('waited', () => {
  const at = (minutes: number, priority = 1) =>
    waited(minute(0), priority, Date.parse(minute(minutes)));

  it('fills with time and faster with priority', () => {
    expect(at(3)).toMatchObject({ seconds: 180, tone: 'calm' });
    expect(at(15).tone).toBe('soon');
    expect(at(30)).toMatchObject({ share: 1, tone: 'late' });
    expect(at(5, 3).tone).toBe('late');
  });

  it('is never negative and never beyond full', () => {
    expect(at(-5)).toMatchObject({ seconds: 0, share: 0 });
    expect(at(9_999).share).toBe(1);
  });
});

describe('fitting', () => {
  const named = (...texts: string[]) => texts.map((text) => ({ text: () => text }));
  const found = (typed: string) =>
    fitting(named('Go to: Health', 'Theme: Dark', '前往：全部'), typed).map((one) => one.text());

  it('finds letters in order, whole words first', () => {
    expect(found('dark')).toEqual(['Theme: Dark']);
    expect(found('gth')).toEqual(['Go to: Health']);
    expect(found('全部')).toEqual(['前往：全部']);
    expect(found('zzz')).toEqual([]);
    expect(found('')).toHaveLength(3);
  });
});

describe('verdict', () => {
  const reaction = { name: 'routing', behind: 0, last_at: minute(0), failures: [] };
  const line = { name: 'webhooks', late: 0, lost: 0, error: '', received_at: null, oldest: null };

  it('is red only for what is lost', () => {
    expect(verdict({ reactions: [reaction], lines: [line] })).toBe('well');
    expect(verdict({ reactions: [{ ...reaction, behind: 900 }], lines: [] })).toBe('behind');
    expect(verdict({ reactions: [], lines: [{ ...line, late: 2 }] })).toBe('behind');
    expect(verdict({ reactions: [reaction], lines: [{ ...line, lost: 1 }] })).toBe('lost');
  });
});

describe('blanks', () => {
  it('are what is still to be written, each once', () => {
    expect(blanks('Hi {{customer.name}}, {{ agent.name }} {{customer.name}}')).toEqual([
      'customer.name',
      'agent.name',
    ]);
  });

  it('are conditions that were left in, too, and no other braces', () => {
    expect(blanks('{{#if hours}} {{/if}}')).toEqual(['#if hours', '/if']);
    expect(blanks('{a} {{}} {{ 1 }} plain')).toEqual([]);
  });
});

describe('device', () => {
  it('reads browsers and systems', () => {
    expect(device('Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537.36 Edg/141.0')).toBe(
      'Edge · Windows',
    );
    expect(device('Mozilla/5.0 (iPhone; CPU like Mac OS X) Version/18 Safari/604')).toBe(
      'Safari · iOS',
    );
    expect(device('curl/8.1')).toBe('curl');
    expect(device('')).toBe('?');
  });
});
