/** The sample exchange: brand from the path, words from the brand's profile, the widget by one tag. */
import type { BrandView } from '../shared/wire';
import type { Door } from '../widget/loader/page';
import { fit, hex, parse, solid } from '../widget/contrast';
import { drawMarkets } from './markets';
import { wireSignIn } from './signin';
import { TEXTS, type PageLocale } from './texts';

const slug = location.pathname.split('/').filter(Boolean).at(-1) ?? '';
const find = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const door = (): Door | undefined => window.trustdesk;

function chosenLocale(): PageLocale {
  const asked = new URLSearchParams(location.search).get('lang') ?? navigator.language;
  return asked.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

function paint(accent: string): void {
  const colour = parse(accent);
  if (!colour) return;
  const style = document.documentElement.style;
  const { fill, ink } = solid(colour);
  style.setProperty('--fill', hex(fill));
  style.setProperty('--fill-ink', hex(ink));
  style.setProperty('--fill-edge', hex(fit(fill, [255, 255, 255], 3)));
}

function write(locale: PageLocale, brand: BrandView): void {
  const texts = TEXTS[locale];
  const notice = typeof brand.notice === 'string' ? brand.notice : (brand.notice[locale] ?? '');
  const bare = notice.replace(/[.。]\s*$/, '');
  document.documentElement.lang = locale;
  document.title = `${brand.name} (${texts['strip.sample'].replace(/[.。]$/, '')})`;
  for (const node of document.querySelectorAll<HTMLElement>('[data-text]')) {
    node.textContent = texts[node.dataset.text as keyof typeof texts];
  }
  find('notice').textContent = notice;
  find('name').textContent = brand.name;
  find('mark').textContent = brand.name.slice(0, 1).toUpperCase();
  find('headline').textContent = texts.headline.replace('{brand}', brand.name);
  find('foot').textContent = texts.foot.replace('{notice}', bare);
  find('language').textContent = texts['tool.language'];
  find('tag').textContent =
    `<script src="${location.origin}/widget.js" data-brand="${slug}"></script>`;
  drawMarkets(find('rows'), locale);
}

function loadWidget(brand: BrandView, locale: PageLocale, arrived: () => void): void {
  const script = document.createElement('script');
  script.src = '/widget.js';
  script.onload = arrived;
  Object.assign(script.dataset, { brand: slug, locale, accent: brand.colours.accent });
  document.body.append(script);
}

function wire(locale: PageLocale): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-ask]')) {
    const topic = button.dataset.ask;
    button.onclick = () => door()?.open(topic ? { topic } : {});
  }
  find('language').onclick = () => {
    location.search = locale === 'en' ? '?lang=zh-CN' : '?lang=en';
  };
  find('theme').onclick = () => {
    const root = document.documentElement;
    const dark = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    root.dataset.theme = (root.dataset.theme ?? dark) === 'dark' ? 'light' : 'dark';
  };
}

async function start(): Promise<void> {
  const locale = chosenLocale();
  const headers = { 'Accept-Language': locale };
  const answer = await fetch(`/api/v1/widget/${encodeURIComponent(slug)}`, { headers });
  if (!answer.ok) throw new Error(String(answer.status));
  const brand = (await answer.json()) as BrandView;
  paint(brand.colours.accent);
  write(locale, brand);
  wire(locale);
  loadWidget(brand, locale, wireSignIn(slug, locale, door).arrived);
  document.documentElement.dataset.ready = '';
}

start().catch(() => {
  find('headline').textContent = 'This sample page is not here. / 没有这个示例页面。';
  document.documentElement.dataset.ready = '';
});
