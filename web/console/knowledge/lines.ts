/** What differs between two texts that are both on the screen, line by line. */
import type { KnowledgeLine } from '../../shared/wire';

/** By the longest common run of lines; texts are a page or two, so the plain table will do. */
export function differing(before: string, after: string): KnowledgeLine[] {
  const a = before.split('\n');
  const b = after.split('\n');
  const longest = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i]![j] =
        a[i] === b[j]
          ? longest[i + 1]![j + 1]! + 1
          : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
  const lines: KnowledgeLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ mark: 'same', text: a[i]! });
      (i++, j++);
    } else if (j >= b.length || (i < a.length && longest[i + 1]![j]! >= longest[i]![j + 1]!)) {
      lines.push({ mark: 'gone', text: a[i++]! });
    } else {
      lines.push({ mark: 'new', text: b[j++]! });
    }
  }
  return lines;
}
