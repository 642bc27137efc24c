/** Where the points and lines of a small chart lie. Pure: values in, places out. */
import type { ProcedureChart } from '../../shared/wire';

export const WIDTH = 268;
export const HEIGHT = 132;
const PAD = { top: 8, right: 6, bottom: 16, left: 6 };

export interface Candle {
  x: number;
  low: number;
  high: number;
  top: number;
  tall: number;
  up: boolean;
}
export interface Drawn {
  lines: { path: string; label: number }[];
  candles: Candle[];
  bars: { x: number; y: number; tall: number; wide: number }[];
  dots: { x: number; y: number }[];
  levels: { place: number; across: boolean; tone: string; label: number }[];
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

export function drawn(chart: ProcedureChart): Drawn {
  const points = chart.series.flatMap((series) => series.points);
  const down = chart.levels.filter((level) => !level.across);
  const across = chart.levels.filter((level) => level.across);
  const xs = [...points.map((one) => Number(one.x)), ...down.map((one) => Number(one.value))];
  const ys = [
    ...points.flatMap((one) => [Number(one.y), ...number(one.low), ...number(one.high)]),
    ...across.map((one) => Number(one.value)),
    ...(chart.series.some((series) => series.shape === 'bars') ? [0] : []),
  ];
  const [left, right] = xs.length ? [Math.min(...xs), Math.max(...xs)] : [0, 1];
  const [least, most] = range(ys);
  const wide = WIDTH - PAD.left - PAD.right;
  const tall = HEIGHT - PAD.top - PAD.bottom;
  const x = (value: number) => PAD.left + ((value - left) / (right - left || 1)) * wide;
  const y = (value: number) => PAD.top + (1 - (value - least) / (most - least)) * tall;
  const result: Drawn = {
    lines: [],
    candles: [],
    bars: [],
    dots: [],
    levels: [],
    ends: [left, right],
    span: [least, most],
  };
  chart.series.forEach((series, label) => {
    const places = series.points.map((one) => ({ one, at: x(Number(one.x)), y: y(Number(one.y)) }));
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
          up: close <= open,
        });
      }
    } else if (series.shape === 'bars') {
      const step = Math.max(1, (wide / Math.max(places.length, 1)) * 0.7);
      for (const { at, y: up } of places)
        result.bars.push({ x: at - step / 2, y: up, tall: Math.max(1, y(0) - up), wide: step });
    } else {
      for (const { at, y: up } of places) result.dots.push({ x: at, y: up });
    }
  });
  result.levels = chart.levels.map((level, label) => ({
    place: level.across ? y(Number(level.value)) : x(Number(level.value)),
    across: level.across,
    tone: level.tone,
    label,
  }));
  return result;
}
