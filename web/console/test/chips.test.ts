import { describe, expect, it } from 'vitest';
import type { FactRecord, Mention } from '../../shared/wire';
import { differs, runs } from '../exchange/chips';
import { headline, tone } from '../exchange/headline';

const mention = (text: string, more: Partial<Mention> = {}): Mention => ({
  seq: 1,
  text,
  kind: 'number',
  networks: [],
  check: 'none',
  record: 'orders',
  record_id: text,
  state: 'open',
  claims: [],
  ...more,
});
const record = (kind: FactRecord['kind'], said: Record<string, string>): FactRecord => ({
  kind,
  id: '1',
  at: '2026-11-26T00:00:00Z',
  state: 'open',
  changes: [],
  facts: Object.entries(said).map(([name, value]) => ({ name, value, shape: 'text', ref: null })),
});

describe('chips', () => {
  it('cut a text where it names a record, and nowhere else', () => {
    const known = {
      'O2026-1': mention('O2026-1'),
      'O2026-2': mention('O2026-2', { record: null }),
    };
    const cut = runs('see O2026-1, not XO2026-1 or O2026-2', known);
    expect(cut.map((run) => [run.text, run.mention !== null])).toEqual([
      ['see ', false],
      ['O2026-1', true],
      [', not XO2026-1 or O2026-2', false],
    ]);
  });
  it('leave a text alone when nothing is known', () => {
    expect(runs('O2026-1', {})).toEqual([{ text: 'O2026-1', mention: null }]);
  });
  it('warn of a typo and of what is not as recorded', () => {
    expect(differs(mention('x', { check: 'bad' }))).toBe(true);
    const claim = { field: 'amount', stated: '5 USDT', recorded: '6 USDT', agrees: false } as const;
    expect(differs(mention('x', { claims: [claim] }))).toBe(true);
    expect(differs(mention('x', { claims: [{ ...claim, agrees: true }] }))).toBe(false);
  });
});

describe('a record in a few words', () => {
  it('shows amounts without idle zeros', () => {
    expect(headline(record('deposits', { amount: '40.000000', asset: 'USDT' }))).toBe('40 USDT');
    expect(
      headline(record('orders', { amount: '100', symbol: 'BTCUSDT', price: '91200.50' })),
    ).toBe('100 BTCUSDT @ 91200.5');
  });
  it('knows good news from bad, and says nothing of what is new', () => {
    expect([tone('credited'), tone('held'), tone('rolled_back'), tone('brand_new')]).toEqual([
      'good',
      'wait',
      'bad',
      'plain',
    ]);
  });
});
