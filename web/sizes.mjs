// What the first view of each face weighs on the wire, gzip, in kB.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const base = new URL('../src/trustdesk/static/', import.meta.url);
const weight = (path) => gzipSync(readFileSync(new URL(path, base)), { level: 6 }).length / 1000;
const say = (name, kilobytes) => console.log(`${name.padEnd(32)} ${kilobytes.toFixed(1)}`);

const page = readFileSync(new URL('console/index.html', base), 'utf8');
const first = [...page.matchAll(/(?:src|href)="\/(console\/[^"]+)"/g)].map(([, path]) => path);
const assets = readdirSync(new URL('console/assets/', base)).map(
  (name) => `console/assets/${name}`,
);
const english = assets.filter((path) => /\/en-[^/]+\.js$/.test(path));
const wanted = [...new Set(['console/index.html', ...first, ...english])];
say(
  'console, first view',
  wanted.map(weight).reduce((sum, one) => sum + one, 0),
);
say(
  'console, everything',
  [...new Set([...wanted, ...assets])].map(weight).reduce((sum, one) => sum + one, 0),
);
say('widget.js, before the first click', weight('widget.js'));
