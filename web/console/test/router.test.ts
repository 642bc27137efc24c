import { describe, expect, it } from 'vitest';
import { openPage } from './page';

openPage();
const { href, parse, router, VIEWS } = await import('../desk/router.svelte');

describe('addresses', () => {
  it('say where we are', () => {
    expect(parse('/console/unassigned/BG-4QR-CQV9', '', '#12')).toEqual({
      at: 'inbox',
      view: 'unassigned',
      q: '',
      number: 'BG-4QR-CQV9',
      seq: 12,
    });
    expect(parse('/console/health')).toEqual({ at: 'health' });
  });

  it('fall back to my desk, or to everything for a search', () => {
    expect(parse('/console/')).toMatchObject({ view: 'mine', number: null });
    expect(parse('/console/nowhere')).toMatchObject({ view: 'mine' });
    expect(parse('/console/', '?q=充值')).toMatchObject({ view: 'all', q: '充值' });
  });

  it('come back the same way they were written', () => {
    for (const view of VIEWS) {
      const place = { at: 'inbox', view, q: 'a & b', number: 'BG-1', seq: 3 } as const;
      const url = new URL(href(place), 'http://desk.test');
      expect(parse(url.pathname, url.search, url.hash)).toEqual(place);
    }
  });
});

describe('moving', () => {
  it('opens beside the list and goes back to it', () => {
    router.view('unassigned');
    router.open('BG-1', 4);
    expect(router.place).toMatchObject({ view: 'unassigned', number: 'BG-1', seq: 4 });
    router.open(null);
    expect(router.place).toMatchObject({ view: 'unassigned', number: null });
  });

  it('searches everything and returns to my desk', () => {
    router.search('deposit');
    expect(router.place).toMatchObject({ view: 'all', q: 'deposit' });
    router.search('');
    expect(router.place).toMatchObject({ view: 'mine', q: '' });
  });
});
