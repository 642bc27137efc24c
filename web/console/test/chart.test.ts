import { describe, expect, it } from 'vitest';
import type { ProcedureChart } from '../../shared/wire';
import { drawn, HEIGHT, range, WIDTH } from '../procedures/chart';

const label = { en: 'a', 'zh-CN': '甲' };
const point = (x: number, y: number, more: object = {}) => ({
  x: String(x),
  y: String(y),
  low: null,
  high: null,
  open: null,
  ...more,
});
const chart = (more: Partial<ProcedureChart>): ProcedureChart => ({
  title: label,
  axis: 'time',
  unit: 'USDT',
  series: [],
  levels: [],
  note: label,
  ...more,
});

describe('a chart', () => {
  it('has a range even of one value, and of none', () => {
    expect(range([])).toEqual([0, 1]);
    const [least, most] = range([100]);
    expect(least).toBeLessThan(100);
    expect(most).toBeGreaterThan(100);
  });

  it('draws a line from the left to the right, higher values higher', () => {
    const points = [point(0, 10), point(5, 20), point(10, 15)];
    const [line] = drawn(chart({ series: [{ label, shape: 'line', points }] })).lines;
    const places = line!.path.match(/[\d.]+ [\d.]+/g)!.map((one) => one.split(' ').map(Number));
    expect(places.map(([x]) => x)).toEqual([6, 134, 262]);
    expect(places[1]![1]).toBeLessThan(places[0]![1]!);
    expect(places[2]![1]).toBeLessThan(places[0]![1]!);
  });

  it('keeps every level inside the drawing, also beyond the points', () => {
    const levels = [
      { label, value: '500', tone: 'danger' as const, across: true },
      { label, value: '20', tone: 'muted' as const, across: false },
    ];
    const picture = drawn(
      chart({ series: [{ label, shape: 'line', points: [point(0, 10)] }], levels }),
    );
    for (const one of picture.levels) {
      expect(one.place).toBeGreaterThanOrEqual(0);
      expect(one.place).toBeLessThanOrEqual(one.across ? HEIGHT : WIDTH);
    }
  });

  it('draws a candle from its low to its high around open and close', () => {
    const points = [point(0, 12, { open: '10', low: '8', high: '14' })];
    const [candle] = drawn(chart({ series: [{ label, shape: 'candles', points }] })).candles;
    expect(candle!.up).toBe(true);
    expect(candle!.high).toBeLessThan(candle!.top);
    expect(candle!.low).toBeGreaterThan(candle!.top + candle!.tall);
  });
});
