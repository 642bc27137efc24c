/** Putting marks into a Markdown text, so that the field's own undo takes them out again. */

/** Replaces what is chosen in a field; typed as if by hand, as only that can be undone. */
export function put(field: HTMLTextAreaElement, text: string, from?: number, to?: number): void {
  field.focus();
  if (from !== undefined) field.setSelectionRange(from, to ?? from);
  if (document.execCommand('insertText', false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Marks on both sides of what is chosen. */
export function around(field: HTMLTextAreaElement, mark: string): void {
  const chosen = field.value.slice(field.selectionStart, field.selectionEnd);
  const from = field.selectionStart;
  put(field, mark + chosen + mark);
  field.setSelectionRange(from + mark.length, from + mark.length + chosen.length);
}

/** A mark before each line that is chosen. */
export function before(field: HTMLTextAreaElement, mark: (place: number) => string): void {
  const start = field.value.lastIndexOf('\n', field.selectionStart - 1) + 1;
  const end = field.value.indexOf('\n', field.selectionEnd);
  const lines = field.value.slice(start, end < 0 ? undefined : end).split('\n');
  const bare = lines.map((line) => line.replace(/^(\d+\. |- |## )/, ''));
  const marked = bare.map((line, place) => mark(place) + line).join('\n');
  put(field, marked, start, end < 0 ? field.value.length : end);
}

/** What a new line begins with: the next step of a list, or nothing after an empty one. */
export function nextLine(line: string): { begin: string; drop: boolean } | null {
  const step = /^(\s*)(\d+)\. (.*)$/.exec(line);
  if (step) return { begin: `${step[1]}${Number(step[2]) + 1}. `, drop: !step[3]!.trim() };
  const item = /^(\s*)- (.*)$/.exec(line);
  return item && { begin: `${item[1]}- `, drop: !item[2]!.trim() };
}

/** The name that is being typed after `{{`, or null when none is. */
export function opening(text: string, at: number): { from: number; typed: string } | null {
  const found = /\{\{\s*([a-z0-9_.-]*)$/.exec(text.slice(Math.max(0, at - 60), at));
  return found && { from: at - found[0].length, typed: found[1]! };
}
