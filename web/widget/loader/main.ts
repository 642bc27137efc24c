/**
 * The loader: one script tag on the exchange's page.
 *
 * It draws the button and asks the server nothing. The panel and its texts in the
 * reader's language are fetched at the first click; on later pages also without one,
 * but only where this customer has a chat going (unread answers, words not yet sent).
 */
import { pickLocale, type Catalogue, type Locale } from '../../shared/i18n';
import { forget, shelf } from './device';
import { makeLauncher, type Launcher } from './launcher';
import type { Door, Mount, Opening, Page, Panel, Word } from './page';
import { followTheme, readSettings, type Settings } from './settings';

declare const __PANEL__: string;
declare const __TEXTS__: Record<Locale, string>;

class TrustdeskChat extends HTMLElement {}

let policy: { createScriptURL(address: string): string } | undefined;

function scriptAddress(src: string): string {
  const factory = (
    window as { trustedTypes?: { createPolicy(name: string, rules: object): unknown } }
  ).trustedTypes;
  const rules = { createScriptURL: (address: string) => address };
  // A page may forbid a second policy of the same name: one serves all our scripts.
  policy ??= factory?.createPolicy('trustdesk', rules) as typeof rules | undefined;
  return policy ? policy.createScriptURL(src) : src;
}

const coming = new WeakMap<object, (made: never) => void>();

/** A script element rather than import(): it needs no CORS and carries the page's nonce. */
function fetchPart<T>(settings: Settings, file: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.nonce = settings.nonce;
    script.charset = 'utf-8';
    script.onerror = () => (script.remove(), reject(new Error(file)));
    coming.set(script, (made) => (script.remove(), resolve(made)));
    script.src = scriptAddress(`${settings.base}/widget/${file}`);
    document.head.append(script);
  });
}

function makePage(
  settings: Settings,
  host: HTMLElement,
  launcher: Launcher,
  word: () => Word | null,
  texts: (locale: Locale) => Promise<Catalogue>,
): Page {
  const { brand, base, locale } = settings;
  return {
    brand,
    base,
    locale,
    host,
    root: host.shadowRoot!,
    word,
    texts,
    accent: (colour) => launcher.paint(colour),
    badge: (unread) => launcher.badge(unread),
    shown: (open) => launcher.shown(open),
    part: (file) => fetchPart(settings, file),
  };
}

/** Signing out before the panel was ever loaded: the token is revoked, then forgotten. */
function forgetQuietly(settings: Settings): void {
  const token = shelf('localStorage', settings.brand).get('token');
  forget(settings.brand);
  if (!token) return;
  const headers = { Authorization: `Bearer ${token}` };
  const request = { method: 'DELETE', headers, keepalive: true };
  void fetch(`${settings.base}/api/v1/widget/session`, request).catch(() => undefined);
}

function start(script: HTMLScriptElement): void {
  const settings = readSettings(script);
  if (!settings.brand || window.trustdesk) return;
  const kept = shelf('localStorage', settings.brand);
  // A language chosen in the panel outlives the page.
  settings.locale = pickLocale([kept.get('locale') ?? settings.locale]);
  customElements.define('trustdesk-chat', TrustdeskChat);
  const host = document.createElement('trustdesk-chat');
  host.lang = settings.locale;
  followTheme(host, settings.theme);
  const launcher = makeLauncher(host.attachShadow({ mode: 'open' }), settings.locale);
  const accent = settings.accent ?? kept.get('accent');
  if (accent) launcher.paint(accent);

  let panel: Promise<Panel> | null = null;
  let open = false;
  let word: Word | null = settings.identifyUrl && new URL(settings.identifyUrl, location.href);
  const texts = (locale: Locale) => fetchPart<Catalogue>(settings, __TEXTS__[locale]);
  const wake = (): Promise<Panel> =>
    (panel ??= Promise.all([fetchPart<Mount>(settings, __PANEL__), texts(settings.locale)]).then(
      ([mount, catalogue]) => {
        const page = makePage(settings, host, launcher, () => word, texts);
        const shown = (on: boolean): void => ((open = on), launcher.shown(on));
        return mount({ ...page, shown }, catalogue);
      },
    ));
  const door: Door = {
    open(opening?: Opening) {
      launcher.busy(true);
      wake()
        .then((made) => made.open(opening))
        .catch(() => ((panel = null), launcher.fail()))
        .finally(() => launcher.busy(false));
    },
    close: () => void panel?.then((made) => made.close()),
    mount: (made) => coming.get(document.currentScript!)?.(made as never),
    // Nobody is asked before there is a chat: the word waits for the panel.
    async identify(given) {
      word = given;
      await panel?.then((made) => made.identify());
    },
    async signOut() {
      word = null;
      await panel?.then((made) => made.signOut()).catch(() => undefined);
      forgetQuietly(settings);
      launcher.badge(0);
    },
  };
  window.trustdesk = door;
  launcher.button.onclick = () => (open ? door.close() : door.open());
  document.body.append(host);

  const reopen = shelf('sessionStorage', settings.brand).get('open') === '1' && innerWidth > 480;
  if (reopen) door.open({ quiet: true });
  else if (kept.get('talking') || kept.keys('out:').length) {
    setTimeout(() => void wake().catch(() => (panel = null)), 1200);
  }
}

const script = (document.currentScript ??
  document.querySelector('script[data-brand][src*="widget.js"]')) as HTMLScriptElement | null;
if (script) {
  if (document.body) start(script);
  else addEventListener('DOMContentLoaded', () => start(script));
}
