/** What a record says in a few words, and whether it is good news. Pure. */
import type { FactRecord } from '../../shared/wire';

export type Tone = 'good' | 'wait' | 'bad' | 'plain';

const TONES: Record<string, Tone> = {
  credited: 'good',
  unlocked: 'good',
  confirmed: 'good',
  filled: 'good',
  done: 'good',
  paid: 'good',
  qualified: 'good',
  seen: 'wait',
  confirming: 'wait',
  held: 'wait',
  checking: 'wait',
  waiting: 'wait',
  sent: 'wait',
  pending: 'wait',
  asked: 'wait',
  accepted: 'wait',
  part_filled: 'wait',
  not_found: 'plain',
  refused: 'bad',
  rejected: 'bad',
  failed: 'bad',
  rolled_back: 'bad',
  reorganised: 'bad',
  liquidated: 'bad',
  not_qualified: 'bad',
};

export const tone = (state: string): Tone => TONES[state] ?? 'plain';

export function headline(record: FactRecord): string {
  const said = Object.fromEntries(record.facts.map((fact) => [fact.name, fact.value]));
  const short = (digits?: string): string | undefined =>
    digits?.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  const amount = [short(said.amount ?? said.free ?? said.reward), said.asset ?? said.symbol];
  if (record.kind === 'fees') return `${said.market} ${said.maker} / ${said.taker}`;
  if (record.kind === 'promotions') return said.name ?? '';
  if (said.price) amount.push(`@ ${short(said.price)}`);
  return amount.filter(Boolean).join(' ');
}
