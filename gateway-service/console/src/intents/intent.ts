import type { Intent } from '../api/types';
import { word } from '../format';

/** Unique over all tenants: ids have no dots. */
export const intentKey = (intent: Pick<Intent, 'tenantId' | 'intentId'>): string => `${intent.tenantId}.${intent.intentId}`;

export const titleOf = (intent: Intent): string => intent.spec?.displayName || intent.intentId;

export const isOver = (intent: Intent): boolean =>
  ['INTENT_STATE_TERMINATED', 'INTENT_STATE_REJECTED', 'INTENT_STATE_EXPIRED'].includes(intent.state);

export function shapeName(intent: Intent): string {
  const count = intent.connections.length;
  return `${word(intent.spec?.shape, 'SHAPE_')}${count > 1 ? `, ${count} connections` : ''}`;
}

/** How intents and links stand, for the head of the page. */
export function summary(intents: Intent[]): { active: number; busy: number; suffering: number } {
  const living = intents.filter((intent) => !isOver(intent));
  const active = living.filter((intent) => intent.state === 'INTENT_STATE_ACTIVE').length;
  return {
    active,
    busy: living.filter((intent) => intent.state !== 'INTENT_STATE_SCHEDULED').length - active,
    suffering: living.filter((intent) => ['HEALTH_AT_RISK', 'HEALTH_BROKEN'].includes(intent.health)).length,
  };
}
