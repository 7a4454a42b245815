import type { ConnectionHealth, PathRecord, ProvisioningEvent } from '../api/types';
import { latency, localDateTime, word } from '../format';

export type Tone = 'good' | 'warn' | 'bad' | 'plain';
export type LogEntry = { id: string; time: string | undefined; kind: string; subject: string; text: string; tone: Tone };

/** An event as one line for people. */
export const describe = {
  path(id: string, record: PathRecord): LogEntry {
    const plan = record.plan;
    const base = { id, time: record.decideTime, kind: 'path', subject: record.connectionId };
    if (record.rejection) {
      return { ...base, text: `Rejected: ${record.rejection.message}`, tone: 'bad' };
    }
    if (!plan) {
      const next = record.booking?.next?.startTime;
      return { ...base, text: `${word(record.phase, 'PATH_PHASE_')}${next ? `, from ${localDateTime(next)}` : ''}`, tone: 'plain' };
    }
    const route = plan.legs.map((leg) => leg.providerId).join(' → ');
    const phase = word(record.phase, 'PATH_PHASE_');
    return {
      ...base,
      text: `${phase}, revision ${plan.revision}: ${route}, ${latency(plan.expectedLatencyUs)}`,
      tone: record.phase === 'PATH_PHASE_ACTIVE' ? 'good' : 'plain',
    };
  },

  health(id: string, health: ConnectionHealth): LogEntry {
    const bound = Number(health.maxLatencyUs) > 0 ? `, promised ${latency(health.maxLatencyUs)}` : '';
    const tones: Record<string, Tone> = { HEALTH_STATE_MET: 'good', HEALTH_STATE_AT_RISK: 'warn', HEALTH_STATE_BROKEN: 'bad' };
    return {
      id,
      time: health.judgeTime,
      kind: 'health',
      subject: health.connectionId,
      text: `${word(health.state, 'HEALTH_STATE_')}: measured ${latency(health.measuredLatencyUs)}${bound}`,
      tone: tones[health.state] ?? 'plain',
    };
  },

  provisioning(id: string, event: ProvisioningEvent): LogEntry {
    const base = { id, time: event.occurTime, kind: 'provisioning', subject: event.connectionId };
    if (event.activated) {
      return { ...base, text: `Revision ${event.revision} carries traffic`, tone: 'good' };
    }
    if (event.failed) {
      return { ...base, text: `${event.failed.providerId} refused revision ${event.revision}: ${event.failed.reason}`, tone: 'bad' };
    }
    if (event.driftFound) {
      return { ...base, text: `${event.driftFound.providerId} differs: ${event.driftFound.difference}`, tone: 'warn' };
    }
    if (event.unusedPlansReleased) {
      return { ...base, text: `Nothing is held any more of what was given up, up to revision ${event.revision}`, tone: 'plain' };
    }
    if (event.waitingChanged) {
      const legs = event.waitingChanged.legs ?? [];
      const waits = legs.map((leg) => `${leg.providerId} (${leg.pendingOn.party}: ${leg.pendingOn.reason})`);
      return { ...base, text: legs.length ? `Waits for ${waits.join(', ')}` : 'Waits for nobody any more', tone: 'plain' };
    }
    return { ...base, text: event.oldLegsReleased ? 'Legs of older plans are released' : 'All legs are released', tone: 'plain' };
  },
};
