/** Colleagues called by "@name" in a note. Pure; who is called is read from the text itself. */
import type { Named } from '../../shared/wire';

/** What was typed after an "@" just before the caret, or null. */
export function calling(text: string, caret: number): string | null {
  const found = /(?:^|[^\p{Script=Latin}\d])@([^\s@]{0,30})$/u.exec(text.slice(0, caret));
  return found ? found[1]!.toLowerCase() : null;
}

/** Colleagues any part of whose name begins so, as many as fit a short list. */
export function called(staff: readonly Named[], query: string): Named[] {
  const hits = ({ name }: Named) =>
    name.toLowerCase().includes(query) &&
    (!/^[a-z]/.test(query) || ` ${name.toLowerCase()}`.includes(` ${query}`));
  return staff.filter(hits).slice(0, 8);
}

/** The text with the call before the caret completed, and where the caret stands then. */
export function completed(text: string, caret: number, name: string): [string, number] {
  const start = text.lastIndexOf('@', caret - 1);
  const before = `${text.slice(0, start)}@${name} `;
  return [before + text.slice(caret).trimStart(), before.length];
}

/** Everybody named in full after an "@"; of names that begin alike the longest counts. */
export function mentioned(text: string, staff: readonly Named[]): string[] {
  const longestFirst = [...staff].sort((a, b) => b.name.length - a.name.length);
  const found: string[] = [];
  let rest = text;
  for (const { id, name } of longestFirst) {
    if (!name || !rest.includes(`@${name}`)) continue;
    rest = rest.replaceAll(`@${name}`, ' ');
    found.push(id);
  }
  return found;
}
