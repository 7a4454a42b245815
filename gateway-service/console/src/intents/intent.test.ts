import { expect, test } from 'vitest';
import type { Intent } from '../api/types';
import { isOver, summary } from './intent';

const intent = (state: string): Intent => ({
  intentId: state,
  tenantId: 'acme',
  generation: '1',
  activeGeneration: '0',
  state: `INTENT_STATE_${state}`,
  health: 'HEALTH_UNSPECIFIED',
  connections: [],
  priceMicrosPerHour: '0',
  currencyCode: '',
});

test('what waits for its window is neither active nor busy, and what has expired is over', () => {
  expect(summary(['ACTIVE', 'PLANNING', 'PROVISIONING', 'SCHEDULED', 'EXPIRED', 'TERMINATED'].map(intent))).toMatchObject({
    active: 1,
    busy: 2,
  });
  expect(isOver(intent('EXPIRED'))).toBe(true);
  expect(isOver(intent('SCHEDULED'))).toBe(false);
});
