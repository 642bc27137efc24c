/** Which bits the watermark carries: 24 of the agent's id and 8 to tell that they were read rightly. */
export const SIDE = 6;
export const CELL = 32;
export const SQUARE = 12;
export const TILE = SIDE * CELL;
/** Corners of known bits, by which a reader finds where a tile begins. */
const FRAME = [true, false, true, true];

/** One bit for each cell of a tile, row by row. */
export function cells(id: string): boolean[] {
  const tail = parseInt(id.slice(-6), 16);
  const check = ((tail >> 16) ^ (tail >> 8) ^ tail ^ 0x5a) & 0xff;
  const bits = [...FRAME];
  for (let i = 23; i >= 0; i--) bits.push(((tail >> i) & 1) === 1);
  for (let i = 7; i >= 0; i--) bits.push(((check >> i) & 1) === 1);
  return bits;
}
