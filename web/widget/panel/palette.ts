/** The brand's colour as decoration, fitted to whichever theme is showing. */
import { fit, hex, parse, solid, tint, type Rgb } from '../contrast';

const GROUNDS: Record<'light' | 'dark', Rgb> = { light: [255, 255, 255], dark: [17, 20, 27] };

export function palette(accent: string, theme: 'light' | 'dark'): Record<string, string> {
  const colour = parse(accent) ?? [43, 87, 180];
  const ground = GROUNDS[theme];
  const { fill, ink } = solid(colour);
  const pressed = tint(colour, theme === 'light' ? 0.94 : 0.33, theme === 'light' ? 0.035 : 0.06);
  return {
    '--fill': hex(fill),
    '--fill-ink': hex(ink),
    '--fill-edge': hex(fit(fill, ground, 3)),
    '--brand-text': hex(fit(colour, ground, 4.6)),
    '--mine': hex(pressed),
  };
}

/** Follows the host page's theme and the system's; `again` after the brand has changed. */
export function followPalette(
  host: HTMLElement,
  target: HTMLElement,
  accent: () => string,
): { again: () => void; stop: () => void } {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const theme = host.dataset.theme ?? (dark.matches ? 'dark' : 'light');
    const colours = palette(accent(), theme === 'dark' ? 'dark' : 'light');
    for (const [name, value] of Object.entries(colours)) target.style.setProperty(name, value);
  };
  const watch = new MutationObserver(apply);
  watch.observe(host, { attributeFilter: ['data-theme'] });
  dark.addEventListener('change', apply);
  apply();
  const stop = (): void => {
    watch.disconnect();
    dark.removeEventListener('change', apply);
  };
  return { again: apply, stop };
}
