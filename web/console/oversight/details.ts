/** What the audit and the alerts keep as codes, in the reader's words. What somebody wrote stays as it is. */
import type { Alert, Audit } from '../../shared/wire';
import { topicName } from '../session/topics';
import { languageName, moment, named, t, type TextKey } from '../ui/texts.svelte';

const CODE = /^[a-z][a-z0-9_.]*$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const TRUTH: Record<string, TextKey> = {
  true: 'audit.value.yes',
  false: 'audit.value.no',
  True: 'audit.value.yes',
  False: 'audit.value.no',
};

/** Why somebody did it: by a code of a list, by a topic, or in their own words. */
export function reasonOf(row: Audit): string {
  const code = row.reason;
  if (row.action === 'conversation.access' && code !== 'mentioned')
    return named('reason.access', code);
  if (row.action.endsWith('.reveal')) return named('reason.reveal', code);
  if (!CODE.test(code)) return code;
  const told = named('audit.reason', code);
  return told === code.replaceAll('_', ' ') ? topicName(code) : told;
}

export function detailOf(name: string, value: unknown): string {
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  const truth = TRUTH[text];
  if (truth) return t(truth);
  if (TIME.test(text)) return moment(text);
  if (name === 'locale') return languageName(text);
  if (!CODE.test(text)) return text;
  if (name === 'role' || name === 'line') return named(name, text);
  if (name === 'act' || name === 'action') return named('approval.act', text);
  return named(`audit.value.${name}`, text);
}

export function aboutOf(one: Alert): string {
  if (one.kind !== 'security_case') return named(`alert.about.${one.kind}`, one.about);
  const [number = '', slug = ''] = one.about.split(' ');
  return `${number} · ${named('alert.case', slug)}`;
}
