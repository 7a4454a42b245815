import { DOWN, STEPS, UNMEASURED, type Theme } from '../colour';

/** What the colours of the links mean. */
export function Legend({ theme, operator }: { theme: Theme; operator: boolean }) {
  const entries = operator ? [...STEPS, DOWN, UNMEASURED] : [UNMEASURED];
  return (
    <div className="legend">
      <strong>{operator ? 'Latency now' : 'Links'}</strong>
      {entries.map((entry) => (
        <span key={entry.label}>
          <i style={{ background: entry[theme] }} />
          {operator ? entry.label : 'of the network'}
        </span>
      ))}
    </div>
  );
}
