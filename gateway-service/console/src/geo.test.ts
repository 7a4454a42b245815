import { expect, test } from 'vitest';
import { arc, bounds, continued, type Point } from './geo';

const LONDON: Point = [-0.128, 51.507];
const NEW_YORK: Point = [-74.006, 40.713];
const TOKYO: Point = [139.69, 35.69];
const LOS_ANGELES: Point = [-118.24, 34.05];

test('an arc begins and ends at its places', () => {
  const line = arc(LONDON, NEW_YORK);
  expect(line[0]?.[0]).toBeCloseTo(LONDON[0], 6);
  expect(line.at(-1)?.[1]).toBeCloseTo(NEW_YORK[1], 6);
  // The shortest way over the Atlantic goes further north than both ends.
  expect(Math.max(...line.map((point) => point[1]))).toBeGreaterThan(51.6);
});

test('an arc over the antimeridian is one line without a jump', () => {
  const line = arc(TOKYO, LOS_ANGELES, 1);
  for (let i = 1; i < line.length; i++) {
    expect(Math.abs((line[i] as Point)[0] - (line[i - 1] as Point)[0])).toBeLessThan(30);
  }
  expect(line.at(-1)?.[0]).toBeCloseTo(LOS_ANGELES[0] + 360, 6);
});

test('parallel arcs meet at the ends and part in between', () => {
  const plain = arc(LONDON, NEW_YORK, 0);
  const beside = arc(LONDON, NEW_YORK, 1);
  const middle = Math.floor(plain.length / 2);
  expect(beside[0]?.[1]).toBeCloseTo(plain[0]?.[1] as number, 6);
  expect(Math.hypot((beside[middle] as Point)[0] - (plain[middle] as Point)[0], (beside[middle] as Point)[1] - (plain[middle] as Point)[1])).toBeGreaterThan(0.5);
});

test('the same place twice is a line of no length', () => {
  expect(arc(LONDON, LONDON)).toEqual([LONDON, LONDON]);
});

test('a line goes on where another ended, turns of the globe away', () => {
  expect(continued([[-118, 34], [-100, 30]], [242, 34])).toEqual([[242, 34], [260, 30]]);
  expect(continued([[10, 0]], undefined)).toEqual([[10, 0]]);
});

test('bounds hold every point', () => {
  expect(bounds([[1, 2], [-3, 9], [4, 4]])).toEqual([[-3, 2], [4, 9]]);
  expect(bounds([])).toBeUndefined();
});
