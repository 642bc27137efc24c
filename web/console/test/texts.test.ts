import { describe, expect, it } from 'vitest';
import { makeT } from '../../shared/i18n';
import auditEn from '../i18n/audit.en.json';
import auditZh from '../i18n/audit.zh-CN.json';
import deskEn from '../i18n/en.json';
import identityEn from '../i18n/identity.en.json';
import identityZh from '../i18n/identity.zh-CN.json';
import officialEn from '../i18n/official.en.json';
import officialZh from '../i18n/official.zh-CN.json';
import proceduresEn from '../i18n/procedures.en.json';
import proceduresZh from '../i18n/procedures.zh-CN.json';
import staffEn from '../i18n/staff.en.json';
import staffZh from '../i18n/staff.zh-CN.json';
import threadEn from '../i18n/thread.en.json';
import threadZh from '../i18n/thread.zh-CN.json';
import deskZh from '../i18n/zh-CN.json';
import { NEWS } from '../webhooks/news';

const pairs: [string, Record<string, string>, Record<string, string>][] = [
  ['desk', deskEn, deskZh],
  ['staff', staffEn, staffZh],
  ['thread', threadEn, threadZh],
  ['facts of who somebody is', identityEn, identityZh],
  ['official channels', officialEn, officialZh],
  ['audit', auditEn, auditZh],
  ['procedures', proceduresEn, proceduresZh],
];
/** Chinese has no singular; otherwise both catalogues hold the same keys. */
const keys = (catalogue: object): string[] =>
  Object.keys(catalogue)
    .filter((key) => !key.endsWith('.one'))
    .sort();
const slots = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe.each(pairs)('the texts of the %s', (_name, en, zh) => {
  it('are complete in both languages', () => {
    expect(keys(zh)).toEqual(keys(en));
    expect(Object.values({ ...en, ...zh }).filter((text) => !text.trim())).toEqual([]);
  });

  it('fill the same slots', () => {
    for (const key of keys(en)) expect([key, slots(zh[key]!)]).toEqual([key, slots(en[key]!)]);
  });

  it('address Chinese readers as 您 and never as 你', () => {
    expect(Object.values(zh).filter((text) => text.includes('你'))).toEqual([]);
  });

  it('have a plural for every singular', () => {
    const alone = Object.keys(en).filter(
      (key) => key.endsWith('.one') && !(key.replace(/one$/, 'other') in en),
    );
    expect(alone).toEqual([]);
  });
});

describe('texts', () => {
  it('stand in one catalogue only', () => {
    const all = pairs.flatMap(([, en]) => Object.keys(en));
    expect(all.filter((key, place) => all.indexOf(key) !== place)).toEqual([]);
  });

  it('have a name for every kind of news', () => {
    expect(NEWS.filter((news) => !(`news.${news}` in deskEn))).toEqual([]);
  });

  it('count in the language of the reader', () => {
    expect(makeT(deskEn, 'en')('health.tries', { n: 1, at: 'x' })).toBe('1 attempt; next at x');
    expect(makeT(deskEn, 'en')('health.tries', { n: 2, at: 'x' })).toBe('2 attempts; next at x');
    expect(makeT(deskZh as typeof deskEn, 'zh-CN')('queue.waiting', { n: 3 })).toContain('3');
  });
});
