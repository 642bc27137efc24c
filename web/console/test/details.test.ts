import { beforeAll, expect, test, vi } from 'vitest';
import type { Alert, Audit } from '../../shared/wire';
import { aboutOf, detailOf, reasonOf } from '../oversight/details';
import { language } from '../ui/texts.svelte';

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} });
  await language.use('zh-CN');
});

const row = (action: string, reason: string) => ({ action, reason }) as Audit;

test('a code is told in words, what somebody wrote as it stands', () => {
  expect(reasonOf(row('exchange.read', 'no_topic'))).toBe('尚未选择主题');
  expect(reasonOf(row('conversation.access', 'mentioned'))).toBe('同事提及');
  expect(reasonOf(row('conversation.assign', 'Their shift has ended'))).toBe(
    'Their shift has ended',
  );
});

test('details are told in words, too', () => {
  expect(detailOf('factor', 'totp')).toBe('验证器动态码');
  expect(detailOf('known', true)).toBe('是');
  expect(detailOf('known', 'False')).toBe('否');
  expect(detailOf('role', 'compliance')).toBe('合规审计');
  expect(detailOf('conversation', 'BG-RBW-YHXG')).toBe('BG-RBW-YHXG');
});

test('a security case is named, its number kept', () => {
  const alert = { kind: 'security_case', about: 'BG-RBW-YHXG account_stolen' } as Alert;
  expect(aboutOf(alert)).toBe('BG-RBW-YHXG · 账户被盗或异常登录');
});
