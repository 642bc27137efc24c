/** A table of invented figures, the same on every visit. */
interface Market {
  base: string;
  price: number;
  change: number;
  volume: number;
  week: number[];
}

export const MARKETS: Market[] = [
  { base: 'BTC', price: 38_214.5, change: 1.42, volume: 812_400_000, week: [4, 5, 4, 6, 7, 6, 8] },
  { base: 'ETH', price: 2_106.32, change: -0.85, volume: 402_900_000, week: [6, 7, 7, 6, 5, 5, 4] },
  { base: 'SOL', price: 58.77, change: 4.1, volume: 96_300_000, week: [2, 3, 3, 4, 5, 7, 9] },
  { base: 'XRP', price: 0.6121, change: 0.07, volume: 71_800_000, week: [5, 5, 6, 5, 5, 6, 5] },
  { base: 'TON', price: 2.384, change: -2.63, volume: 22_500_000, week: [8, 8, 7, 6, 6, 4, 3] },
  { base: 'LTC', price: 71.93, change: 0.54, volume: 18_100_000, week: [3, 4, 3, 4, 4, 5, 5] },
];

function line(week: number[], up: boolean): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 72 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add(up ? 'up' : 'down');
  const path = document.createElementNS(space, 'path');
  const points = week.map((height, at) => `${at * 12},${22 - height * 2}`);
  path.setAttribute('d', `M${points.join('L')}`);
  svg.append(path);
  return svg;
}

function cell(tag: 'td' | 'th', content: Node | string, name = ''): HTMLElement {
  const node = document.createElement(tag);
  node.className = name;
  if (tag === 'th') node.setAttribute('scope', 'row');
  node.append(content);
  return node;
}

export function drawMarkets(body: HTMLElement, locale: string): void {
  const price = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
  });
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    signDisplay: 'exceptZero',
    minimumFractionDigits: 2,
  });
  const volume = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  body.replaceChildren(
    ...MARKETS.map((market) => {
      const up = market.change >= 0;
      const row = document.createElement('tr');
      row.append(
        cell('th', `${market.base} / USDT`),
        cell('td', price.format(market.price)),
        cell('td', percent.format(market.change / 100), up ? 'up' : 'down'),
        cell('td', volume.format(market.volume), 'wide'),
        cell('td', line(market.week, up), 'wide'),
      );
      return row;
    }),
  );
}
