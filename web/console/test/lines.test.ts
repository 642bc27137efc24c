import { describe, expect, it } from 'vitest';
import type { LineCard, SettingField } from '../../shared/wire';
import { arranged } from '../lines/states';
import { changedNames, faultOf, grouped, mergedOver } from '../lines/values';

const field = (more: Partial<SettingField>): SettingField => ({
  name: 'one',
  kind: 'text',
  default: '',
  secret: false,
  unit: '',
  group: '',
  minimum: null,
  maximum: null,
  min_length: null,
  max_length: null,
  most: null,
  pattern: '',
  choices: [],
  ...more,
});

describe('a value', () => {
  const port = field({ kind: 'number', minimum: 1, maximum: 65_535 });

  it('keeps to the limits of its setting, as the server has them', () => {
    expect(faultOf(port, 0)).toEqual({ code: 'too_small', limit: '1' });
    expect(faultOf(port, 65_536)).toEqual({ code: 'too_big', limit: '65535' });
    expect(faultOf(port, 5.5)).toEqual({ code: 'not_whole', limit: '' });
    expect(faultOf(port, NaN)).toEqual({ code: 'not_whole', limit: '' });
    expect(faultOf(port, 587)).toBeNull();
    expect(faultOf(field({ kind: 'decimal', maximum: 2 }), 2.5)?.code).toBe('too_big');
    expect(faultOf(field({ kind: 'switch' }), true)).toBeNull();
  });

  it('is as long as it has letters', () => {
    const short = field({ max_length: 2 });
    expect(faultOf(short, '😀😀')).toBeNull();
    expect(faultOf(short, '您好吗')).toEqual({ code: 'too_long', limit: '2' });
    expect(faultOf(field({ min_length: 3 }), 'ab')?.code).toBe('too_short');
  });

  it('has the form its setting needs; a form only the server can read is left to it', () => {
    expect(faultOf(field({ pattern: '^[a-z.]*$' }), 'UP')?.code).toBe('not_the_form');
    expect(faultOf(field({ pattern: '^[a-z.]*$' }), 'down')).toBeNull();
    expect(faultOf(field({ pattern: '(?P<x>a)' }), 'b')).toBeNull();
  });

  it('of several entries is judged by each, and by their number', () => {
    const list = field({ kind: 'list', most: 2, min_length: 2 });
    expect(faultOf(list, ['aa', 'bb', 'cc'])).toEqual({ code: 'too_many', limit: '2' });
    expect(faultOf(list, ['aa', 'b'])?.code).toBe('too_short');
    expect(faultOf(list, [])).toBeNull();
  });
});

describe('what I changed', () => {
  const base = { host: 'a', port: 1, hosts: ['x'] };

  it('is named', () => {
    expect(changedNames(base, { host: 'a', port: 2, hosts: ['x'] })).toEqual(['port']);
    expect(changedNames(base, { ...base, hosts: ['x', 'y'] })).toEqual(['hosts']);
  });

  it('stays over what somebody else has set meanwhile', () => {
    const mine = { ...base, host: 'mine' };
    const theirs = { host: 'theirs', port: 9, hosts: [] };
    expect(mergedOver(base, mine, theirs)).toEqual({ host: 'mine', port: 9, hosts: [] });
  });
});

describe('headings', () => {
  it('gather what is theirs, by their own word or by the first word of the name', () => {
    const fields = [
      field({ name: 'enabled' }),
      field({ name: 'smtp_host' }),
      field({ name: 'sender_name' }),
      field({ name: 'smtp_port' }),
      field({ name: 'quiet', group: 'smtp' }),
    ];
    const found = grouped(fields, (group) => group === 'smtp');
    expect(found.map(([group, inside]) => [group, inside.map(({ name }) => name)])).toEqual([
      ['', ['enabled', 'sender_name']],
      ['smtp', ['smtp_host', 'smtp_port', 'quiet']],
    ]);
  });
});

describe('the cards', () => {
  const cards = ['assistant', 'email', 'surge', 'form'].map(
    (line) => ({ figures: { line } }) as LineCard,
  );
  const names = (found: LineCard[]): string[] => found.map((card) => card.figures.line);

  it('tell of lines, and below them of what is only set up, to whoever sets up', () => {
    expect(names(arranged(cards, false))).toEqual(['email', 'form']);
    expect(names(arranged(cards, true))).toEqual(['email', 'form', 'assistant', 'surge']);
  });
});
