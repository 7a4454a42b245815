import { localTime, utc } from '../format';
import { useLive, type LiveStore } from '../live/store';

/** What happened lately, newest first. */
export function EventPanel({ store, onSelect }: { store: LiveStore; onSelect: (intentKey: string) => void }) {
  const { log } = useLive(store);
  return (
    <section className="events panel" aria-label="Live events">
      <h2>
        Live events <span className="quiet">{log.length > 0 ? `${log.length} lately` : ''}</span>
      </h2>
      {log.length === 0 ? (
        <p className="quiet empty-line">Nothing has happened since this page was opened. New plans, orders and judgements show up here.</p>
      ) : (
        <ol>
          {log.map((entry) => (
            <li key={entry.id} className={`tone-${entry.tone}`}>
              <time dateTime={entry.time} title={utc(entry.time)}>
                {localTime(entry.time)}
              </time>
              <span className={`kind kind-${entry.kind}`}>{entry.kind}</span>
              <button type="button" className="subject" onClick={() => onSelect(entry.subject.replace(/\.\d+$/, ''))}>
                {entry.subject}
              </button>
              <span className="text" title={entry.text}>
                {entry.text}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
