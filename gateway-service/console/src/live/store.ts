import { useSyncExternalStore } from 'react';
import type { ServerEvent } from '../api/sse';
import type { ConnectionHealth, LinkMetrics, PathRecord, ProvisioningEvent } from '../api/types';
import { describe, type LogEntry } from './describe';

export type LinkReading = { latencyUs: number; down: boolean; at: number };
export type StreamState = { kind: 'connecting' } | { kind: 'live' } | { kind: 'lost'; retryAt: number; reason: string };

const LOG_LENGTH = 200;
const HISTORY_SECONDS = 900;
/** Screens need no more changes a second than this. */
const TICK_MS = 250;

/** What came in over the live events, kept outside React: hundreds of readings a second must not render anything. */
export class LiveStore {
  readonly links = new Map<string, LinkReading>();
  readonly health = new Map<string, ConnectionHealth>();
  readonly history = new Map<string, { seconds: number[]; us: number[] }>();
  log: LogEntry[] = [];
  stream: StreamState = { kind: 'connecting' };
  private readonly listeners = new Set<() => void>();
  private version = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Takes an event in, and says whether it makes what was read over REST old. */
  apply(event: ServerEvent): 'nothing' | { intentKey: string } | 'everything' {
    if (event.name === 'gap') {
      return 'everything';
    }
    const data: unknown = JSON.parse(event.data);
    this.changed();
    switch (event.name) {
      case 'link-metrics':
        this.reading(data as LinkMetrics);
        return 'nothing';
      case 'health': {
        const health = data as ConnectionHealth;
        this.judged(health);
        this.note(describe.health(event.id, health));
        return { intentKey: health.intentKey };
      }
      case 'path':
        this.note(describe.path(event.id, data as PathRecord));
        return { intentKey: (data as PathRecord).intentKey };
      case 'provisioning':
        this.note(describe.provisioning(event.id, data as ProvisioningEvent));
        return { intentKey: (data as ProvisioningEvent).intentKey };
      default:
        return 'nothing';
    }
  }

  reading(metrics: LinkMetrics): void {
    const at = metrics.windowEndTime ? Date.parse(metrics.windowEndTime) : Date.now();
    const known = this.links.get(metrics.linkId);
    if (!known || known.at <= at) {
      this.links.set(metrics.linkId, { latencyUs: Number(metrics.latencyP50Us), down: metrics.down, at });
      this.changed();
    }
  }

  judged(health: ConnectionHealth): void {
    const known = this.health.get(health.connectionId);
    if (!known || (known.judgeTime ?? '') <= (health.judgeTime ?? '')) {
      this.health.set(health.connectionId, health);
      this.changed();
    }
  }

  /** What the path of a connection measures now: from its links where they are known, else as it was judged last. */
  measuredUs(connectionId: string, linkIds: string[], now = Date.now()): number | undefined {
    const readings = linkIds.map((linkId) => this.links.get(linkId));
    if (readings.length > 0 && readings.every((reading) => reading && now - reading.at < 15_000)) {
      return readings.some((reading) => reading?.down) ? undefined : readings.reduce((sum, reading) => sum + (reading?.latencyUs ?? 0), 0);
    }
    const judged = Number(this.health.get(connectionId)?.measuredLatencyUs ?? 0);
    return judged > 0 ? judged : undefined;
  }

  /** Adds a point to what the chart of a connection shows. */
  record(connectionId: string, us: number | undefined, now = Date.now()): void {
    if (us === undefined) {
      return;
    }
    const series = this.history.get(connectionId) ?? { seconds: [], us: [] };
    series.seconds.push(now / 1000);
    series.us.push(us);
    while ((series.seconds[0] ?? 0) < now / 1000 - HISTORY_SECONDS) {
      series.seconds.shift();
      series.us.shift();
    }
    this.history.set(connectionId, series);
    this.changed();
  }

  setStream(stream: StreamState): void {
    this.stream = stream;
    this.changed();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): number => this.version;

  private note(entry: LogEntry | undefined): void {
    if (entry && !this.log.some((known) => known.id === entry.id)) {
      this.log = [entry, ...this.log].slice(0, LOG_LENGTH);
    }
  }

  private changed(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.version++;
      this.listeners.forEach((listener) => listener());
    }, TICK_MS);
  }
}

/** Renders again when something has come in. */
export function useLive(store: LiveStore): LiveStore {
  useSyncExternalStore(store.subscribe, store.snapshot);
  return store;
}
