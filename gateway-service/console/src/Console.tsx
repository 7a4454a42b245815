import { Alert, Button, Spinner } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { api, ApiError } from './api/client';
import type { Session } from './api/session';
import type { Theme } from './colour';
import { EventPanel } from './events/EventPanel';
import { Head } from './Head';
import { IntentDetail } from './intents/IntentDetail';
import { IntentList } from './intents/IntentList';
import { intentKey } from './intents/intent';
import { LiveStore } from './live/store';
import { useEvents } from './live/useEvents';
import { Legend } from './map/Legend';
import { network as toNetwork } from './map/network';
import { NetworkMap } from './map/NetworkMap';
import { StreamBanner } from './StreamBanner';

type Props = { session: Session; theme: Theme; onTheme: () => void; onSignOut: () => void; onExpired: () => void };

/** The page of somebody who is signed in: intents, the map, one intent in detail, and what happens. */
export function Console({ session, theme, onTheme, onSignOut, onExpired }: Props) {
  const { token, operator } = session;
  const [store] = useState(() => new LiveStore());
  const [selected, setSelected] = useState<string | undefined>();
  const [chosenConnection, setChosenConnection] = useState<string | undefined>();
  useEvents(token, store, onExpired);

  const topology = useQuery({ queryKey: ['topology'], queryFn: ({ signal }) => api.topology(token, signal), staleTime: 600_000 });
  const intents = useQuery({ queryKey: ['intents'], queryFn: ({ signal }) => api.intents(token, signal), refetchInterval: 30_000 });
  const metrics = useQuery({ queryKey: ['link-metrics'], queryFn: ({ signal }) => api.linkMetrics(token, signal), enabled: operator });
  const network = useMemo(() => topology.data && toNetwork(topology.data), [topology.data]);

  useEffect(() => metrics.data?.forEach((one) => store.reading(one)), [metrics.data, store]);
  const failures = [topology.error, intents.error, metrics.error];
  const signedOut = failures.some((failure) => failure instanceof ApiError && failure.status === 401);
  useEffect(() => {
    if (signedOut) {
      onExpired();
    }
  }, [signedOut, onExpired]);

  const intent = intents.data?.find((one) => intentKey(one) === selected);
  const connectionId = intent?.connections.some((one) => one.connectionId === chosenConnection)
    ? chosenConnection
    : intent?.connections[0]?.connectionId;
  const paths = useQuery({
    queryKey: ['paths', selected],
    queryFn: ({ signal }) => api.paths(token, selected as string, signal),
    enabled: selected !== undefined,
    refetchInterval: 15_000,
  });
  const plan = paths.data?.find((path) => path.connectionId === connectionId)?.plan;

  // Judgements are sent when they change; a chart wants them all the time.
  const health = useQuery({
    queryKey: ['health', connectionId],
    queryFn: async ({ signal }) => (await api.health(token, connectionId as string, signal)) ?? null,
    enabled: connectionId !== undefined && plan !== undefined,
    refetchInterval: 2000,
    staleTime: 0,
  });
  useEffect(() => {
    if (health.data) {
      store.judged(health.data);
    }
  }, [health.data, store]);
  useEffect(() => {
    if (!plan || !connectionId) {
      return undefined;
    }
    const links = plan.hops.map((hop) => hop.linkId);
    const record = () => store.record(connectionId, store.measuredUs(connectionId, links));
    record();
    const timer = setInterval(record, 1000);
    return () => clearInterval(timer);
  }, [plan, connectionId, store]);

  const select = (key: string) => {
    setSelected(key === selected ? undefined : key);
    setChosenConnection(undefined);
  };

  return (
    <div className="console" data-detail={intent !== undefined}>
      <Head session={session} intents={intents.data} network={network} store={store} theme={theme} onTheme={onTheme} onSignOut={onSignOut} />
      <StreamBanner store={store} />
      <IntentList
        intents={intents.data}
        failure={intents.error}
        operator={operator}
        selected={selected}
        onSelect={select}
        onRetry={() => void intents.refetch()}
      />
      <main className="stage">
        {network && <NetworkMap network={network} store={store} plan={plan} theme={theme} />}
        {network && network.lines.length > 0 && <Legend theme={theme} operator={operator} />}
        {topology.isPending && (
          <div className="stage-note">
            <Spinner size="lg" aria-label="Loading the network" /> Loading the network
          </div>
        )}
        {topology.error && (
          <div className="stage-note">
            <Alert
              variant="danger"
              isInline
              title="The network cannot be read"
              actionLinks={
                <Button variant="link" isInline onClick={() => void topology.refetch()}>
                  Try again
                </Button>
              }
            >
              {topology.error.message}
            </Alert>
          </div>
        )}
        {network?.lines.length === 0 && (
          <div className="stage-note">
            <span>
              The topology is empty. Apply one with <code>./braid demo</code> or the API.
            </span>
          </div>
        )}
      </main>
      {intent && (
        <IntentDetail
          intent={intent}
          paths={paths.data}
          pathsFailure={paths.error}
          network={network}
          store={store}
          theme={theme}
          connectionId={connectionId}
          onConnection={setChosenConnection}
          onClose={() => setSelected(undefined)}
        />
      )}
      <EventPanel store={store} onSelect={(key) => key !== selected && select(key)} />
    </div>
  );
}
