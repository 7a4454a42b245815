import { Alert } from '@patternfly/react-core';
import type { Connection, PathPlan, PathRecord } from '../api/types';
import { LatencyChart } from '../chart/LatencyChart';
import { legColour, type Theme } from '../colour';
import { latency, localDateTime, localTime, price, rate, share, utc, word } from '../format';
import { useLive, type LiveStore } from '../live/store';
import type { Network } from '../map/network';
import { HealthLabel, StateLabel } from './labels';

type Props = { connection: Connection; record: PathRecord | undefined; network: Network | undefined; store: LiveStore; theme: Theme };

/** One connection: its path leg by leg, what it costs, what was planned, what is measured, and why. */
export function ConnectionDetail({ connection, record, network, store, theme }: Props) {
  const live = useLive(store);
  const plan = record?.plan;
  const health = live.health.get(connection.connectionId);
  const boundUs = Number(record?.demand?.objectives?.maxLatencyUs ?? health?.maxLatencyUs ?? 0) || undefined;
  const measuredUs = plan && live.measuredUs(connection.connectionId, plan.hops.map((hop) => hop.linkId));
  const history = live.history.get(connection.connectionId);
  const late = measuredUs !== undefined && boundUs !== undefined && measuredUs > boundUs;
  const moving = (record?.heldPlans.length ?? 0) > 0 && plan !== undefined;

  return (
    <div className="connection">
      <header>
        <h3>
          {connection.aPortId} – {connection.zPortId}
        </h3>
        <div className="labels">
          <StateLabel state={connection.state} prefix="CONNECTION_STATE_" />
          {health ? <HealthLabel health={health.state} prefix="HEALTH_STATE_" /> : <HealthLabel health={connection.health} />}
        </div>
      </header>
      {record?.rejection && (
        <Alert variant="danger" isInline isPlain title={`${word(record.rejection.binding, 'BINDING_')}: ${record.rejection.message}`} />
      )}
      {plan ? (
        <>
          <div className="figures">
            <Figure name="measured" value={measuredUs ? latency(measuredUs) : '–'} tone={late ? 'bad' : 'good'} />
            <Figure name="planned" value={latency(plan.expectedLatencyUs)} />
            <Figure name="promised" value={boundUs ? latency(boundUs) : 'no bound'} />
            <Figure name="price" value={price(plan.priceMicrosPerHour, plan.currencyCode)} />
          </div>
          {late && boundUs && measuredUs && <p className="late">{share(measuredUs / boundUs - 1)} over what was promised</p>}
          <LatencyChart
            seconds={history?.seconds ?? []}
            us={history?.us ?? []}
            expectedUs={Number(plan.expectedLatencyUs)}
            boundUs={boundUs}
            theme={theme}
          />
          {plan.why?.summary && (
            <p className="why">
              <strong>Why this path:</strong> {plan.why.summary}
            </p>
          )}
          <h4>
            Path <span className="quiet">revision {plan.revision}, {rate(plan.bandwidthBps)}, {record?.moveCount ?? 0} automatic moves</span>
          </h4>
          <ol className="legs">
            {plan.legs.map((leg, i) => (
              <Leg key={`${leg.providerId} ${leg.linkIds.join(' ')}`} plan={plan} index={i} network={network} theme={theme} />
            ))}
          </ol>
          {moving && (
            <p className="quiet">
              {record?.heldPlans.length === 1 ? 'The path before is' : `${record?.heldPlans.length} paths before are`} still held until the new one carries traffic.
            </p>
          )}
        </>
      ) : (
        <p className="quiet">{without(record)}</p>
      )}
      {(health?.judgeTime || record?.decideTime) && (
        <p className="quiet times">
          {record?.decideTime && <span title={utc(record.decideTime)}>planned {localTime(record.decideTime)}</span>}
          {health?.judgeTime && <span title={utc(health.judgeTime)}>judged {localTime(health.judgeTime)}</span>}
        </p>
      )}
    </div>
  );
}

/** Why there is no path to show. */
function without(record: PathRecord | undefined): string {
  if (!record) {
    return 'Path computation has not answered yet.';
  }
  const next = record.booking?.next;
  return record.phase === 'PATH_PHASE_SCHEDULED' && next
    ? `Booked from ${localDateTime(next.startTime)} to ${localDateTime(next.endTime)}.`
    : `There is no path: ${word(record.phase, 'PATH_PHASE_').toLowerCase()}.`;
}

function Figure({ name, value, tone }: { name: string; value: string; tone?: 'good' | 'bad' }) {
  return (
    <div className="figure" data-tone={tone} data-testid={`figure-${name}`}>
      <strong>{value}</strong>
      <span>{name}</span>
    </div>
  );
}

function Leg({ plan, index, network, theme }: { plan: PathPlan; index: number; network: Network | undefined; theme: Theme }) {
  const leg = plan.legs[index];
  if (!leg) {
    return null;
  }
  const place = (nodeId: string) => network?.metroOfNode.get(nodeId)?.displayName ?? nodeId;
  const working = plan.hops.filter((hop) => leg.linkIds.includes(hop.linkId));
  const hops = working.length > 0 ? working : (plan.protection?.hops ?? []).filter((hop) => leg.linkIds.includes(hop.linkId));
  const ends = [place(leg.aNodeId), place(leg.zNodeId)];
  const via = [...new Set(hops.map((hop) => place(hop.toNodeId)))].filter((name) => !ends.includes(name));
  const us = hops.reduce((sum, hop) => sum + Number(hop.latencyUs), 0);
  return (
    <li data-testid="leg">
      <span className="leg-colour" style={{ background: legColour(index, theme) }} />
      <span className="leg-route">
        {ends[0]} → {ends[1]}
        {via.length > 0 && <small className="quiet"> via {via.join(', ')}</small>}
        {working.length === 0 && <small className="quiet"> protection</small>}
      </span>
      <span className="leg-provider">{network?.providerNames.get(leg.providerId) ?? leg.providerId}</span>
      <span className="leg-figures quiet">
        {latency(us)} · {price(leg.priceMicrosPerHour, plan.currencyCode)}
      </span>
    </li>
  );
}
