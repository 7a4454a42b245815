import { expect, test } from 'vitest';
import type { PathRecord } from '../api/types';
import { localDateTime } from '../format';
import { describe } from './describe';

const record = (phase: string, more: Partial<PathRecord> = {}): PathRecord => ({
  connectionId: 'acme.web.1',
  intentKey: 'acme.web',
  tenantId: 'acme',
  phase,
  heldPlans: [],
  moveCount: 0,
  ...more,
});

test('what is booked says from when on', () => {
  const startTime = '2027-01-04T22:00:00Z';
  expect(describe.path('1', record('PATH_PHASE_SCHEDULED', { booking: { next: { startTime } } })).text).toBe(
    `Scheduled, from ${localDateTime(startTime)}`,
  );
});

test('a record without a plan or a booking is its phase', () => {
  expect(describe.path('1', record('PATH_PHASE_SCHEDULED')).text).toBe('Scheduled');
  expect(describe.path('1', record('PATH_PHASE_RELEASED')).text).toBe('Released');
});
