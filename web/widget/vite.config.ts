/**
 * Small builds in one command: the panel, its texts in each language and what it fetches when
 * that is needed (named by their content), the loader that knows those names, the page on which
 * documents are sent, the demo exchange's
 * page, and the styles and scripts of the pages that the server writes.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, defineConfig, type InlineConfig, type Plugin, type Rollup } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const OUT = here('../../src/trustdesk/static');

/** Pages in GBK or Latin-1 read scripts in their own encoding: plain ASCII survives all of them. */
function ascii(): Plugin {
  const escape = (letter: string): string =>
    `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return {
    name: 'trustdesk-ascii',
    generateBundle(_, made) {
      for (const file of Object.values(made)) {
        if (file.type === 'chunk') file.code = file.code.replace(/[^\0-\x7f]/g, escape);
      }
    },
  };
}

function bundle(entry: string, fileName: string, define = {}): InlineConfig {
  return {
    configFile: false,
    logLevel: 'warn',
    define,
    publicDir: false,
    plugins: [ascii()],
    build: {
      outDir: OUT,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'es2022',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: entry,
        output: { format: 'iife', entryFileNames: fileName },
      },
    },
  };
}

/** Builds a script that is named by its content; gives the name. */
async function buildNamed(entry: string, name: string, define = {}): Promise<string> {
  const config = bundle(here(entry), `widget/${name}-[hash].js`, define);
  const made = (await build(config)) as Rollup.RollupOutput;
  return made.output[0].fileName.replace('widget/', '');
}

async function buildPanel(): Promise<Record<string, string>> {
  rmSync(`${OUT}/widget`, { recursive: true, force: true });
  const beside = await buildNamed('beside/main.ts', 'beside');
  const texts = {
    en: await buildNamed('texts/en.ts', 'texts-en'),
    'zh-CN': await buildNamed('texts/zh-CN.ts', 'texts-zh-CN'),
  };
  const panel = await buildNamed('panel/main.ts', 'panel', { __BESIDE__: JSON.stringify(beside) });
  return { __PANEL__: JSON.stringify(panel), __TEXTS__: JSON.stringify(texts) };
}

async function buildDemo(): Promise<void> {
  const root = here('../demo');
  await build({
    configFile: false,
    root,
    base: '/demo/',
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: `${OUT}/demo`,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      reportCompressedSize: false,
    },
  });
}

/** What the server writes has for its style the common tokens and its own sheets. */
function buildStyle(name: string, ...own: string[]): void {
  mkdirSync(`${OUT}/styles`, { recursive: true });
  const style = ['../shared/tokens.css', '../shared/paper.css', ...own].map((sheet) =>
    readFileSync(here(sheet), 'utf8'),
  );
  writeFileSync(`${OUT}/styles/${name}.css`, style.join('\n'));
}

/** The loader is this file's own build; the others run before it. */
function others(): Plugin {
  return {
    name: 'trustdesk-widget',
    async config() {
      const define = await buildPanel();
      await build(bundle(here('../vault/upload.ts'), 'vault/upload.js'));
      await build(bundle(here('../help/chat.ts'), 'widget/help.js'));
      await build(bundle(here('../help/typing.ts'), 'widget/typing.js'));
      await buildDemo();
      for (const page of ['form', 'status', 'continue']) {
        await build(bundle(here(`../pages/${page}.ts`), `pages/${page}.js`));
      }
      for (const script of ['subscribe', 'push']) {
        await build(bundle(here(`../announcements/${script}.ts`), `pages/${script}.js`));
      }
      const base = '../official/official.css';
      buildStyle('official', base, '../official/answer.css');
      buildStyle('pages', base, '../pages/pages.css', '../pages/case.css');
      const reading = ['../help/article.css', '../announcements/subscribe.css'];
      buildStyle('help', '../help/help.css', ...reading);
      return { define };
    },
  };
}

export default defineConfig({
  ...bundle(here('loader/main.ts'), 'widget.js'),
  plugins: [others(), ascii()],
});
