/** Reading a confusion matrix: what a row says, and what is mistaken most. */

export interface Mistake {
  was: number;
  taken: number;
  times: number;
}

export const sum = (row: readonly number[]): number => row.reduce((all, one) => all + one, 0);

/** What a row was taken for beside itself, the most first. */
export function mistakes(row: readonly number[], was: number): Mistake[] {
  return row
    .map((times, taken) => ({ was, taken, times }))
    .filter((one) => one.taken !== was && one.times > 0)
    .sort((a, b) => b.times - a.times || a.taken - b.taken);
}

export function worst(rows: readonly (readonly number[])[], most: number): Mistake[] {
  return rows
    .flatMap((row, was) => mistakes(row, was))
    .sort((a, b) => b.times - a.times || a.was - b.was || a.taken - b.taken)
    .slice(0, most);
}
