import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { EventParser, retryDelay } from '../api/sse';
import type { LiveStore } from './store';

/** The gateway sends a comment every 15 s; three missing ones mean that the line is dead. */
const SILENCE_MS = 50_000;
const REFRESH_MS = 400;

/** Collects what has become old, and reads it again once: a burst of events is one request. */
function refresher(queries: QueryClient) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let keys = new Set<string>();
  return {
    later(intentKey: string) {
      keys.add(intentKey);
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: ['intents'] });
        keys.forEach((key) => void queries.invalidateQueries({ queryKey: ['paths', key] }));
        keys = new Set();
      }, REFRESH_MS);
    },
    everything() {
      void queries.invalidateQueries();
    },
    stop() {
      clearTimeout(timer);
    },
  };
}

/** Keeps the stream of live events open as long as somebody is signed in. */
export function useEvents(token: string, store: LiveStore, onSignedOut: () => void): void {
  const queries = useQueryClient();
  useEffect(() => {
    const refresh = refresher(queries);
    let stopped = false;
    let lastId = '';
    let attempt = 0;
    let current: AbortController | undefined;
    let wake: (() => void) | undefined;
    let hurry = false;

    async function listen(): Promise<void> {
      const controller = new AbortController();
      current = controller;
      let watchdog = setTimeout(() => controller.abort(), SILENCE_MS);
      try {
        const headers: Record<string, string> = { Authorization: `Bearer ${token}`, Accept: 'text/event-stream' };
        if (lastId) {
          headers['Last-Event-ID'] = lastId;
        }
        const response = await fetch('/v1/events', { headers, signal: controller.signal });
        if (response.status === 401) {
          stopped = true;
          onSignedOut();
          return;
        }
        if (!response.ok || !response.body) {
          throw new Error(`the gateway answered with ${response.status}`);
        }
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        const parser = new EventParser();
        let first = true;
        for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
          // Only now: an answer that breaks off at once is no live stream.
          if (first) {
            first = false;
            if (attempt > 0) {
              refresh.everything();
            }
            attempt = 0;
            hurry = false;
            store.setStream({ kind: 'live' });
          }
          clearTimeout(watchdog);
          watchdog = setTimeout(() => controller.abort(), SILENCE_MS);
          for (const event of parser.push(piece.value)) {
            lastId = event.id || lastId;
            const old = store.apply(event);
            if (old === 'everything') {
              refresh.everything();
            } else if (old !== 'nothing') {
              refresh.later(old.intentKey);
            }
          }
        }
        throw new Error('the stream ended');
      } finally {
        clearTimeout(watchdog);
      }
    }

    async function run(): Promise<void> {
      while (!stopped) {
        try {
          await listen();
        } catch (failure) {
          if (stopped) {
            return;
          }
          // Who asked to try now while an attempt was on its way means the next one.
          const delay = hurry ? 0 : retryDelay(attempt);
          attempt++;
          hurry = false;
          const reason = failure instanceof Error && failure.name !== 'AbortError' ? failure.message : 'nothing came for a while';
          store.setStream({ kind: 'lost', retryAt: Date.now() + delay, reason });
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, delay);
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
          });
          wake = undefined;
        }
      }
    }

    const retryNow = () => {
      if (wake) {
        if (store.stream.kind === 'lost') {
          store.setStream({ ...store.stream, retryAt: Date.now() });
        }
        wake();
      } else {
        hurry = true;
      }
    };
    window.addEventListener('braid-retry', retryNow);
    window.addEventListener('online', retryNow);
    void run();
    return () => {
      stopped = true;
      current?.abort();
      wake?.();
      refresh.stop();
      window.removeEventListener('braid-retry', retryNow);
      window.removeEventListener('online', retryNow);
    };
  }, [token, store, queries, onSignedOut]);
}
