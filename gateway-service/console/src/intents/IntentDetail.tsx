import { Alert, Button, Skeleton } from '@patternfly/react-core';
import TimesIcon from '@patternfly/react-icons/dist/esm/icons/times-icon';
import type { Intent, PathRecord } from '../api/types';
import type { Theme } from '../colour';
import { latency, localDateTime, price, rate, utc, word } from '../format';
import type { LiveStore } from '../live/store';
import type { Network } from '../map/network';
import { ConnectionDetail } from './ConnectionDetail';
import { intentKey, shapeName, titleOf } from './intent';
import { HealthLabel, StateLabel } from './labels';

const MADE_LEAST: Record<string, string> = { METRIC_PRICE: 'price', METRIC_HOPS: 'links', METRIC_WEIGHTED: 'a mix' };

type Props = {
  intent: Intent;
  paths: PathRecord[] | undefined;
  pathsFailure: Error | null;
  network: Network | undefined;
  store: LiveStore;
  theme: Theme;
  connectionId: string | undefined;
  onConnection: (connectionId: string) => void;
  onClose: () => void;
};

/** One intent: what was asked, where it stands, and its connections. */
export function IntentDetail({ intent, paths, pathsFailure, network, store, theme, connectionId, onConnection, onClose }: Props) {
  const objectives = intent.spec?.objectives;
  const connection = intent.connections.find((one) => one.connectionId === connectionId);
  const record = paths?.find((path) => path.connectionId === connectionId);
  return (
    <aside className="detail panel" aria-label={`Intent ${titleOf(intent)}`}>
      <header>
        <div>
          <h2>{titleOf(intent)}</h2>
          <code className="quiet">{intentKey(intent)}</code>
        </div>
        <Button variant="plain" aria-label="Close" icon={<TimesIcon />} onClick={onClose} />
      </header>
      <div className="labels">
        <StateLabel state={intent.state} prefix="INTENT_STATE_" />
        <HealthLabel health={intent.health} />
      </div>
      {intent.rejection && (
        <Alert
          variant={intent.state === 'INTENT_STATE_REJECTED' ? 'danger' : 'warning'}
          isInline
          title={`Rejected: ${word(intent.rejection.binding, 'BINDING_')}`}
        >
          {intent.rejection.message}
          {(intent.rejection.waysOut ?? []).map((way) => (
            <p key={way.field}>{way.message}</p>
          ))}
        </Alert>
      )}
      {intent.pendingOn && (
        <Alert variant="info" isInline title={`Waits for ${intent.pendingOn.party}`}>
          {intent.pendingOn.reason}
          <p>
            since {utc(intent.pendingOn.sinceTime)}
            {intent.pendingOn.expireTime && `, until ${utc(intent.pendingOn.expireTime)}`}
          </p>
        </Alert>
      )}
      <dl className="facts">
        <div>
          <dt>Shape</dt>
          <dd>{shapeName(intent)}</dd>
        </div>
        <div>
          <dt>Bandwidth</dt>
          <dd>{rate(intent.spec?.bandwidthBps)}</dd>
        </div>
        <div>
          <dt>Promised</dt>
          <dd>{objectives?.maxLatencyUs ? `at most ${latency(objectives.maxLatencyUs)}` : 'no bound'}</dd>
        </div>
        <div>
          <dt>Makes least</dt>
          <dd>{MADE_LEAST[objectives?.metric ?? ''] ?? 'latency'}</dd>
        </div>
        <div>
          <dt>Price</dt>
          <dd>{price(intent.priceMicrosPerHour, intent.currencyCode)}</dd>
        </div>
        <div>
          <dt>Submitted</dt>
          <dd title={utc(intent.createTime)}>{localDateTime(intent.createTime)}</dd>
        </div>
      </dl>
      {intent.connections.length > 1 && (
        <nav className="connections" aria-label="Connections">
          {intent.connections.map((one) => (
            <button
              key={one.connectionId}
              type="button"
              aria-pressed={one.connectionId === connectionId}
              onClick={() => onConnection(one.connectionId)}
            >
              <span>
                {one.aPortId} – {one.zPortId}
              </span>
              <span className="quiet">{latency(one.measuredLatencyUs !== '0' ? one.measuredLatencyUs : one.expectedLatencyUs)}</span>
              <StateLabel state={one.state} prefix="CONNECTION_STATE_" />
            </button>
          ))}
        </nav>
      )}
      {pathsFailure && <Alert variant="danger" isInline title="The paths cannot be read">{pathsFailure.message}</Alert>}
      {!paths && !pathsFailure && <Skeleton height="180px" screenreaderText="Loading the path" />}
      {connection && paths && (
        <ConnectionDetail key={connection.connectionId} connection={connection} record={record} network={network} store={store} theme={theme} />
      )}
    </aside>
  );
}
