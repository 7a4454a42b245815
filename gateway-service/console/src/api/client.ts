import type { ConnectionHealth, Element, Intent, LinkMetrics, LinkState, PathRecord, Problem } from './types';

/** A request that was not carried out, with what the gateway said about it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | undefined,
  ) {
    super(problem?.detail ?? (status === 0 ? 'The gateway does not answer.' : `The gateway answered with ${status}.`));
  }
}

async function get<T>(token: string, path: string, query: Record<string, string>, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`${path}?${new URLSearchParams(query)}`, {
      headers: { Authorization: `Bearer ${token}` },
      signal: signal ?? null,
    });
  } catch (failure) {
    if (signal?.aborted) {
      throw failure;
    }
    throw new ApiError(0, undefined);
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    throw new ApiError(response.status, body as Problem | undefined);
  }
  return body as T;
}

/** All pages of a list, up to a number that no screen can show anyway. */
async function all<T>(token: string, path: string, field: string, query: Record<string, string>, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let pageToken = '';
  do {
    const page = await get<Record<string, unknown>>(token, path, pageToken ? { ...query, pageToken } : query, signal);
    items.push(...((page[field] as T[] | undefined) ?? []));
    pageToken = (page.nextPageToken as string | undefined) ?? '';
  } while (pageToken && items.length < 50_000);
  return items;
}

const elements = (token: string, kind: string, signal?: AbortSignal) =>
  all<Element>(token, '/v1/topology/elements', 'elements', { kind: `ELEMENT_KIND_${kind}`, pageSize: '5000' }, signal);

export const api = {
  async topology(token: string, signal?: AbortSignal): Promise<Element[]> {
    const kinds = ['METRO', 'LOCATION', 'NODE', 'LINK', 'PROVIDER'];
    return (await Promise.all(kinds.map((kind) => elements(token, kind, signal)))).flat();
  },
  linkStates: (token: string, signal?: AbortSignal) =>
    all<LinkState>(token, '/v1/topology/links', 'links', { pageSize: '5000' }, signal),
  linkMetrics: (token: string, signal?: AbortSignal) =>
    all<LinkMetrics>(token, '/v1/telemetry/links', 'links', { pageSize: '5000' }, signal),
  intents: (token: string, signal?: AbortSignal) => all<Intent>(token, '/v1/intents', 'intents', { pageSize: '1000' }, signal),
  paths: (token: string, intentKey: string, signal?: AbortSignal) =>
    all<PathRecord>(token, '/v1/paths', 'paths', { intentKey, pageSize: '1000' }, signal),
  async health(token: string, connectionId: string, signal?: AbortSignal): Promise<ConnectionHealth | undefined> {
    try {
      const path = `/v1/telemetry/connections/${encodeURIComponent(connectionId)}`;
      return (await get<{ health?: ConnectionHealth }>(token, path, {}, signal)).health;
    } catch (failure) {
      // Nothing was judged yet.
      if (failure instanceof ApiError && failure.status === 404) {
        return undefined;
      }
      throw failure;
    }
  },
};
