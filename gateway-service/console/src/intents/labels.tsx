import { Label } from '@patternfly/react-core';
import { word } from '../format';

type Colour = 'green' | 'orange' | 'red' | 'blue' | 'grey' | 'teal' | 'purple';

const STATES: Record<string, Colour> = {
  PLANNING: 'purple',
  PROVISIONING: 'blue',
  MOVING: 'blue',
  ACTIVE: 'green',
  SCHEDULED: 'teal',
  REJECTED: 'red',
  TERMINATING: 'orange',
  RELEASING: 'orange',
  TERMINATED: 'grey',
  RELEASED: 'grey',
  EXPIRED: 'grey',
};
const HEALTHS: Record<string, Colour> = { MET: 'green', AT_RISK: 'orange', BROKEN: 'red', UNKNOWN: 'grey' };

export function StateLabel({ state, prefix }: { state: string; prefix: 'INTENT_STATE_' | 'CONNECTION_STATE_' }) {
  return (
    <Label isCompact color={STATES[state.replace(prefix, '')] ?? 'grey'}>
      {word(state, prefix)}
    </Label>
  );
}

export function HealthLabel({ health, prefix = 'HEALTH_' }: { health: string; prefix?: 'HEALTH_' | 'HEALTH_STATE_' }) {
  const name = health.replace(prefix, '');
  return name === 'UNSPECIFIED' ? null : (
    <Label isCompact variant="outline" color={HEALTHS[name] ?? 'grey'}>
      {word(health, prefix)}
    </Label>
  );
}
