/**
 * Fitting a brand's colour to its ground: the hue stays, the lightness moves
 * until the WCAG ratio holds. Computed here rather than in CSS because relative
 * colours are too new for customers' phones.
 */
export type Rgb = readonly [number, number, number];
type Oklab = readonly [number, number, number];

export const INK: Rgb = [16, 19, 26];
export const PAPER: Rgb = [255, 255, 255];

export function parse(hex: string): Rgb | null {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(hex.trim())?.[1];
  if (!digits) return null;
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  const value = parseInt(full, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function hex(colour: Rgb): string {
  return '#' + colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('');
}

function linear(part: number): number {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function encoded(part: number): number {
  const share = Math.min(1, Math.max(0, part));
  return 255 * (share <= 0.0031308 ? share * 12.92 : 1.055 * share ** (1 / 2.4) - 0.055);
}

export function luminance([r, g, b]: Rgb): number {
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** The WCAG 2 ratio, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
  return a > b ? a / b : b / a;
}

function toOklab(colour: Rgb): Oklab {
  const [r, g, b] = colour.map(linear) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Oklab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encoded(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** The same hue moved towards dark or light, no further than needed, until `ratio` holds. */
export function fit(colour: Rgb, ground: Rgb, ratio: number): Rgb {
  const [start, a, b] = toOklab(colour);
  const step = luminance(ground) > 0.18 ? -0.01 : 0.01;
  let found = colour;
  for (let l = start; contrast(found, ground) < ratio && l >= 0 && l <= 1; l += step) {
    // Chroma shrinks with the distance moved, so that the colour stays inside sRGB.
    const keep = Math.max(0.3, 1 - Math.abs(l - start) * 0.8);
    found = fromOklab([l, a * keep, b * keep]);
  }
  return found;
}

/**
 * A fill and the ink on it, together at 4.5 or more. A colour that nearly carries
 * white is darkened until it does; bright ones, and ambers, which would turn to
 * mud, keep their own shade under dark ink.
 */
export function solid(colour: Rgb): { fill: Rgb; ink: Rgb } {
  const [, a, b] = toOklab(colour);
  const amber = b > 0.05 && b > Math.abs(a) * 1.2;
  const nearly = contrast(colour, PAPER) >= (amber ? 4.5 : 3);
  if (!nearly && contrast(colour, INK) >= 4.5) return { fill: colour, ink: INK };
  return { fill: fit(colour, PAPER, 4.5), ink: PAPER };
}

/** A faint ground of the same hue at a given lightness; text in the ordinary colour stays readable. */
export function tint(colour: Rgb, lightness: number, chroma: number): Rgb {
  const [, a, b] = toOklab(colour);
  const length = Math.hypot(a, b) || 1;
  const share = Math.min(chroma, length) / length;
  return fromOklab([lightness, a * share, b * share]);
}
