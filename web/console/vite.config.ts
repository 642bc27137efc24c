import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import tailwind from '@tailwindcss/vite';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.TRUSTDESK ?? 'http://127.0.0.1:8400';

export default defineConfig({
  root: here('.'),
  base: '/console/',
  plugins: [svelte({ configFile: false }), tailwind()],
  build: {
    outDir: here('../../src/trustdesk/static/console'),
    emptyOutDir: true,
    target: ['chrome120', 'firefox128', 'safari17'],
    // A data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: server, ws: true } },
  },
});
