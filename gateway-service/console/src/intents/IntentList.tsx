import { Alert, Button, SearchInput, Skeleton } from '@patternfly/react-core';
import { useMemo, useState } from 'react';
import { ApiError } from '../api/client';
import type { Intent } from '../api/types';
import { rate } from '../format';
import { HealthLabel, StateLabel } from './labels';
import { intentKey, isOver, shapeName, titleOf } from './intent';

type Props = {
  intents: Intent[] | undefined;
  failure: Error | null;
  operator: boolean;
  selected: string | undefined;
  onSelect: (key: string) => void;
  onRetry: () => void;
};

/** All intents that the caller may see; those that are over come last. */
export function IntentList({ intents, failure, operator, selected, onSelect, onRetry }: Props) {
  const [wanted, setWanted] = useState('');
  const shown = useMemo(() => {
    const text = wanted.trim().toLowerCase();
    return (intents ?? [])
      .filter((intent) => `${intentKey(intent)} ${titleOf(intent)}`.toLowerCase().includes(text))
      .sort((a, b) => Number(isOver(a)) - Number(isOver(b)));
  }, [intents, wanted]);

  return (
    <section className="intents panel" aria-label="Intents">
      <h2>
        Intents <span className="quiet">{intents ? `${intents.length}` : ''}</span>
      </h2>
      {failure && (
        <Alert
          variant="danger"
          isInline
          title="The intents cannot be read"
          actionLinks={
            <Button variant="link" isInline onClick={onRetry}>
              Try again
            </Button>
          }
        >
          {failure.message}
          {failure instanceof ApiError && failure.problem ? ` (request ${failure.problem.requestId})` : ''}
        </Alert>
      )}
      {intents && intents.length > 0 && (
        <SearchInput
          aria-label="Find an intent"
          placeholder="Find an intent"
          value={wanted}
          onChange={(_, value) => setWanted(value)}
          onClear={() => setWanted('')}
        />
      )}
      {!intents && !failure && (
        <div className="loading" aria-busy="true">
          {[0, 1, 2, 3].map((i) => (
            <Skeleton key={i} height="58px" screenreaderText="Loading intents" />
          ))}
        </div>
      )}
      {intents?.length === 0 && (
        <div className="empty">
          <strong>No intents yet</strong>
          <p className="quiet">
            {operator ? 'No tenant has submitted one.' : 'Submit one over the API or the CLI, and it shows up here at once.'} <code>./braid demo</code> shows how.
          </p>
        </div>
      )}
      {intents && intents.length > 0 && shown.length === 0 && <p className="quiet empty-line">No intent is called “{wanted}”.</p>}
      <ul>
        {shown.map((intent) => {
          const key = intentKey(intent);
          return (
            <li key={key}>
              <button type="button" className="intent" aria-pressed={key === selected} data-over={isOver(intent)} onClick={() => onSelect(key)}>
                <span className="title">{titleOf(intent)}</span>
                <span className="labels">
                  <StateLabel state={intent.state} prefix="INTENT_STATE_" />
                  {!isOver(intent) && <HealthLabel health={intent.health} />}
                </span>
                <span className="quiet">
                  {operator ? `${intent.tenantId} · ` : ''}
                  {shapeName(intent)} · {rate(intent.spec?.bandwidthBps)}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
