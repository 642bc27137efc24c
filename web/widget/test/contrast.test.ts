import { describe, expect, it } from 'vitest';
import { contrast, fit, hex, INK, PAPER, parse, solid, type Rgb } from '../contrast';
import { palette } from '../panel/palette';

const BRANDS = [
  '#f7a600',
  '#a86f00',
  '#b07d12',
  '#2b6ef2',
  '#0a8f9e',
  '#00e6f0',
  '#15c39a',
  '#ffff00',
  '#000000',
  '#ffffff',
];
const GROUNDS = { light: PAPER, dark: [17, 20, 27] as Rgb };
const colour = (value: string): Rgb => parse(value)!;

describe('fitting a brand colour', () => {
  it('knows the WCAG ratio of black on white', () => {
    expect(contrast(colour('#000'), PAPER)).toBeCloseTo(21, 5);
    expect(contrast(PAPER, PAPER)).toBe(1);
    expect(contrast(colour('#767676'), PAPER)).toBeCloseTo(4.54, 2);
  });

  it('reads short and long hex, and refuses the rest', () => {
    expect(parse('#0af')).toEqual([0, 170, 255]);
    expect(parse('00AAFF')).toEqual([0, 170, 255]);
    expect(parse('blue')).toBeNull();
    expect(hex([0, 170, 255])).toBe('#00aaff');
  });

  it.each(BRANDS)('%s: ink on the fill reaches 4.5', (brand) => {
    const { fill, ink } = solid(colour(brand));
    expect(contrast(fill, ink)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(BRANDS)('%s: text and edges reach their ratios on both grounds', (brand) => {
    for (const theme of ['light', 'dark'] as const) {
      const fitted = palette(brand, theme);
      const ground = GROUNDS[theme];
      expect(contrast(colour(fitted['--brand-text']!), ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colour(fitted['--fill-edge']!), ground)).toBeGreaterThanOrEqual(2.99);
      const text = theme === 'light' ? INK : PAPER;
      expect(contrast(colour(fitted['--mine']!), text)).toBeGreaterThanOrEqual(7);
    }
  });

  it('leaves a colour alone that is good enough', () => {
    expect(hex(fit(colour('#123456'), PAPER, 4.5))).toBe('#123456');
  });

  it('falls back to a colour of its own for nonsense', () => {
    expect(palette('chartreuse-ish', 'light')['--fill']).toBe('#2b57b4');
  });
});
