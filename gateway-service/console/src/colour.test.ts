import { expect, test } from 'vitest';
import { DOWN, legColour, linkColourExpression, ratio, ratioColour, STEPS, UNMEASURED } from './colour';

test('each step begins where it says', () => {
  for (const theme of ['dark', 'light'] as const) {
    for (const step of STEPS) {
      expect(ratioColour(step.from, theme)).toBe(step[theme]);
    }
    expect(ratioColour(1.1499, theme)).toBe(STEPS[0][theme]);
    expect(ratioColour(99, theme)).toBe(STEPS.at(-1)?.[theme]);
  }
});

test('what is not measured is grey, never green', () => {
  expect(ratioColour(undefined, 'dark')).toBe(UNMEASURED.dark);
  expect(ratioColour(Number.NaN, 'dark')).toBe(UNMEASURED.dark);
  expect(ratio(undefined, 1000)).toBeUndefined();
  expect(ratio(1000, 0)).toBeUndefined();
  expect(ratio(1500, 1000)).toBe(1.5);
});

test('the expression for the map holds the same steps', () => {
  const expression = linkColourExpression('dark');
  expect(expression[2]).toBe(DOWN.dark);
  const step = expression.at(-1) as unknown[];
  expect(step.slice(2)).toEqual([STEPS[0].dark, ...STEPS.slice(1).flatMap((one) => [one.from, one.dark])]);
});

test('neighbouring legs differ', () => {
  for (let i = 0; i < 12; i++) {
    expect(legColour(i, 'dark')).not.toBe(legColour(i + 1, 'dark'));
  }
});
