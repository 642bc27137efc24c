/** Where the points and lines of a small chart lie. Pure: values in, places out. */
import type { ProcedureChart } from '../../shared/wire';

export const WIDTH = 320;
export const HEIGHT = 190;
const PAD = { top: 8, right: 58, bottom: 8, left: 4 };
export const PLOT = WIDTH - PAD.right;
const APART = 11; // between two numbers at the edge
const TICKS = 4;

type Series = ProcedureChart['series'][number];

export interface Candle {
  x: number;
  low: number;
  high: number;
  top: number;
  tall: number;
  wide: number;
  up: boolean;
}
export interface Bar {
  x: number;
  y: number;
  tall: number;
  wide: number;
  label: number;
}
export interface Tag {
  place: number;
  value: number;
  tone: string;
}
export interface Drawn {
  lines: { path: string; label: number }[];
  candles: Candle[];
  bars: Bar[];
  dots: { x: number; y: number }[];
  levels: { place: number; across: boolean; tone: string; label: number }[];
  ticks: { place: number; value: number }[];
  tags: Tag[];
  ends: [number, number];
  span: [number, number];
}

const number = (text: string | null): number[] => (text === null ? [] : [Number(text)]);

/** The range of some values with a little room, never empty. */
export function range(values: readonly number[]): [number, number] {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return [0, 1];
  const least = Math.min(...known);
  const most = Math.max(...known);
  const room = (most - least || Math.abs(most) || 1) * 0.06;
  return [least - room, most + room];
}

/** Round values within a range, for the edge of the drawing. */
export function ticks(least: number, most: number): number[] {
  const rough = (most - least) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10);
  const found: number[] = [];
  for (let place = Math.ceil(least / step); place * step <= most; place += 1)
    found.push(Number((place * step).toPrecision(12)));
  return found;
}

/** Put numbers at the edge so far apart that each can be read, none outside. */
export function spread(tags: readonly Tag[]): Tag[] {
  const sorted = [...tags].sort((a, b) => a.place - b.place);
  let last = PAD.top - APART / 2;
  const down = sorted.map((tag) => ({ ...tag, place: (last = Math.max(tag.place, last + APART)) }));
  let bound = HEIGHT - PAD.bottom + APART / 2;
  for (const tag of down.reverse()) tag.place = bound = Math.min(tag.place, bound - APART);
  return down.reverse();
}

export function drawn(chart: ProcedureChart): Drawn {
  const points = chart.series.flatMap((series) => series.points);
  const down = chart.levels.filter((level) => !level.across);
  const across = chart.levels.filter((level) => level.across);
  const bars = chart.series.some((series) => series.shape === 'bars');
  const xs = [...points.map((one) => Number(one.x)), ...down.map((one) => Number(one.value))];
  const ys = [
    ...points.flatMap((one) => [Number(one.y), ...number(one.low), ...number(one.high)]),
    ...across.map((one) => Number(one.value)),
    ...(bars ? [0] : []),
  ];
  const [left, right] = xs.length ? [Math.min(...xs), Math.max(...xs)] : [0, 1];
  const [low, most] = range(ys);
  const least = bars ? Math.max(low, 0) : low;
  const wide = PLOT - PAD.left;
  const tall = HEIGHT - PAD.top - PAD.bottom;
  const scale = {
    x: (value: number) => PAD.left + ((value - left) / (right - left || 1)) * wide,
    y: (value: number) => PAD.top + (1 - (value - least) / (most - least)) * tall,
  };
  const result: Drawn = {
    lines: [],
    candles: [],
    bars: [],
    dots: [],
    levels: [],
    ticks: [],
    tags: [],
    ends: [left, right],
    span: [least, most],
  };
  chart.series.forEach((series, label) => put(series, label, scale, result));
  result.levels = chart.levels.map((level, label) => ({
    place: level.across ? scale.y(Number(level.value)) : scale.x(Number(level.value)),
    across: level.across,
    tone: level.tone,
    label,
  }));
  result.tags = spread(
    across.map((level) => ({
      place: scale.y(Number(level.value)),
      value: Number(level.value),
      tone: level.tone,
    })),
  );
  result.ticks = ticks(least, most)
    .map((value) => ({ place: scale.y(value), value }))
    .filter((tick) => result.tags.every((tag) => Math.abs(tag.place - tick.place) >= APART));
  return result;
}

interface Scale {
  x: (value: number) => number;
  y: (value: number) => number;
}

/** The least distance between two points beside each other. */
function gap(places: readonly number[]): number {
  const sorted = [...places].sort((a, b) => a - b);
  return sorted
    .slice(1)
    .reduce((least, at, n) => Math.min(least, at - sorted[n]!), PLOT - PAD.left);
}

function put(series: Series, label: number, { x, y }: Scale, result: Drawn): void {
  const places = series.points.map((one) => ({ one, at: x(Number(one.x)), y: y(Number(one.y)) }));
  const room = gap(places.map((place) => place.at));
  if (series.shape === 'line' || series.shape === 'step') {
    const path = places
      .map(({ at, y: up }, place) =>
        place === 0
          ? `M${at.toFixed(1)} ${up.toFixed(1)}`
          : series.shape === 'step'
            ? `H${at.toFixed(1)}V${up.toFixed(1)}`
            : `L${at.toFixed(1)} ${up.toFixed(1)}`,
      )
      .join('');
    result.lines.push({ path, label });
  } else if (series.shape === 'candles') {
    for (const { one, at, y: close } of places) {
      const open = y(Number(one.open ?? one.y));
      result.candles.push({
        x: at,
        low: y(Number(one.low ?? one.y)),
        high: y(Number(one.high ?? one.y)),
        top: Math.min(open, close),
        tall: Math.max(1, Math.abs(open - close)),
        wide: Math.min(Math.max(room * 0.7, 0.8), 6),
        up: close <= open,
      });
    }
  } else if (series.shape === 'bars') {
    const step = Math.min(Math.max(room * 0.8, 0.8), 10);
    for (const { at, y: up } of places)
      result.bars.push({
        x: at - step / 2,
        y: up,
        tall: Math.max(1, y(0) - up),
        wide: step,
        label,
      });
  } else {
    for (const { at, y: up } of places) result.dots.push({ x: at, y: up });
  }
}
