/** Which commands fit the letters typed: all of them in order, close together and early first. Pure. */
interface Named {
  text: () => string;
}

export function fitting<C extends Named>(all: readonly C[], typed: string): C[] {
  const wanted = typed.toLowerCase().replace(/\s+/g, '');
  if (!wanted) return [...all];
  return all
    .map((one) => ({ one, rank: rank(one.text().toLowerCase(), wanted) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => a.rank! - b.rank!)
    .map(({ one }) => one);
}

/** Lower is better; null where a letter is missing. */
function rank(text: string, wanted: string): number | null {
  const whole = text.indexOf(wanted);
  if (whole >= 0) return whole / 100;
  let from = 0;
  let gaps = 0;
  for (const letter of wanted) {
    const found = text.indexOf(letter, from);
    if (found < 0) return null;
    gaps += found - from;
    from = found + 1;
  }
  return 10 + gaps;
}
