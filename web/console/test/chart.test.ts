import { describe, expect, it } from 'vitest';
import type { ProcedureChart } from '../../shared/wire';
import { drawn, HEIGHT, PLOT, range, spread, ticks, WIDTH } from '../procedures/chart';

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
    expect(places.map(([x]) => x)).toEqual([4, 133, PLOT]);
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

  it('has round figures at its edge, and none where the number of a line stands', () => {
    expect(ticks(19_580, 20_020)).toEqual([19_600, 19_800, 20_000]);
    expect(ticks(0, 1)).toEqual([0, 0.5, 1]);
    const levels = [{ label, value: '19800', tone: 'danger' as const, across: true }];
    const points = [point(0, 19_600), point(1, 20_000)];
    const picture = drawn(chart({ series: [{ label, shape: 'line', points }], levels }));
    expect(picture.ticks.map((one) => one.value)).toEqual([19_600, 20_000]);
  });

  it('puts the numbers of lines that lie close apart, inside the drawing', () => {
    const tag = (place: number) => ({ place, value: place, tone: 'muted' });
    const places = spread([tag(100), tag(101), tag(HEIGHT), tag(HEIGHT - 1)]).map(
      (one) => one.place,
    );
    for (let n = 1; n < places.length; n += 1)
      expect(places[n]! - places[n - 1]!).toBeGreaterThanOrEqual(11);
    expect(Math.max(...places)).toBeLessThanOrEqual(HEIGHT);
  });
});
