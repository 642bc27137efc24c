/** Where in the help centre's desk we are, and how its addresses are written. */
import type { Locale } from '../../shared/i18n';
import type { ArticleCategory } from '../../shared/wire';

/** No article can be called so: names begin with a letter or a digit. */
export const BLOCKS = '-blocks';
export const CATEGORIES: ArticleCategory[] = [
  'start',
  'account',
  'security',
  'deposit',
  'withdrawal',
  'trading',
  'promotion',
  'rules',
];
export const LANGUAGES: Record<Locale, string> = { en: 'English', 'zh-CN': '简体中文' };
export const OTHER: Record<Locale, Locale> = { en: 'zh-CN', 'zh-CN': 'en' };
export const STATES = [
  'draft',
  'scheduled',
  'published',
  'retired',
  'missing',
  'behind',
  'review',
  'expired',
  'unhelpful',
] as const;

export const pathOf = (slug: string): string =>
  `/api/v1/knowledge/articles/${encodeURIComponent(slug)}`;

/** An address that may be: what is typed as a title becomes one. */
export function slugged(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
}

/** Words with commas between them, in either script. */
export const listed = (text: string): string[] => [
  ...new Set(text.split(/[,，、\s]+/).filter(Boolean)),
];
