import { describe, expect, it } from 'vitest';
import { differing } from '../knowledge/lines';
import { nextLine, opening } from '../knowledge/marks';
import { listed, slugged } from '../knowledge/places';

describe('what differs', () => {
  it('is told line by line, what is gone before what is new', () => {
    const told = differing('a\nb\nc', 'a\nx\nc\nd').map((line) => `${line.mark} ${line.text}`);
    expect(told).toEqual(['same a', 'gone b', 'new x', 'same c', 'new d']);
  });
});

describe('writing', () => {
  it('goes on with the next step, and ends a list after an empty one', () => {
    expect(nextLine('9. Ask.')).toEqual({ begin: '10. ', drop: false });
    expect(nextLine('  - one')).toEqual({ begin: '  - ', drop: false });
    expect(nextLine('2. ')).toEqual({ begin: '3. ', drop: true });
    expect(nextLine('Plain words')).toBeNull();
  });
  it('notices a name that is being typed', () => {
    expect(opening('See {{figure.se', 15)).toEqual({ from: 4, typed: 'figure.se' });
    expect(opening('See {{figure.x}} now', 20)).toBeNull();
  });
  it('makes addresses and lists of what is typed', () => {
    expect(slugged(' My Deposit: late? ')).toBe('my-deposit-late');
    expect(listed('a, b，c  a')).toEqual(['a', 'b', 'c']);
  });
});
