import { language } from '../ui/texts.svelte';
import { session } from './session.svelte';

/** A topic as the brand names it in the reader's language. */
export function topicName(code: string): string {
  const topic = session.brand?.topics.find((one) => one.code === code);
  return topic?.label[language.locale] ?? code.replaceAll('_', ' ');
}
