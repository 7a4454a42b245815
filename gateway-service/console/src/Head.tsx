import { Button } from '@patternfly/react-core';
import MoonIcon from '@patternfly/react-icons/dist/esm/icons/moon-icon';
import SunIcon from '@patternfly/react-icons/dist/esm/icons/sun-icon';
import type { Session } from './api/session';
import type { Intent } from './api/types';
import type { Theme } from './colour';
import { localTime, utc } from './format';
import { summary } from './intents/intent';
import { useLive, type LiveStore } from './live/store';
import type { Network } from './map/network';

type Props = {
  session: Session;
  intents: Intent[] | undefined;
  network: Network | undefined;
  store: LiveStore;
  theme: Theme;
  onTheme: () => void;
  onSignOut: () => void;
};

/** The head of the page: how things stand in a few numbers, and who looks at them. */
export function Head({ session, intents, network, store, theme, onTheme, onSignOut }: Props) {
  const live = useLive(store);
  const counts = intents && summary(intents);
  const down = [...live.links.values()].filter((reading) => reading.down).length;
  return (
    <header className="head">
      <div className="brand">
        <img src="/braid.svg" alt="" width={30} height={30} />
        <h1>Braid</h1>
      </div>
      <dl className="counts">
        {counts && <Count name="intents active" value={counts.active} />}
        {counts && counts.busy > 0 && <Count name="in change" value={counts.busy} />}
        {counts && <Count name="not as promised" value={counts.suffering} tone={counts.suffering > 0 ? 'bad' : undefined} />}
        {network && <Count name="metros" value={network.metros.length} />}
        {network && <Count name="links" value={network.linkById.size} />}
        {session.operator && <Count name="links down" value={down} tone={down > 0 ? 'bad' : undefined} />}
      </dl>
      <div className="who">
        <span className="stream" data-state={live.stream.kind} title={live.stream.kind === 'live' ? 'Events come in as they happen' : ''}>
          {live.stream.kind === 'live' ? 'live' : live.stream.kind === 'lost' ? 'not live' : 'connecting'}
        </span>
        <span className="quiet" title={session.expireTime ? `The token is good until ${localTime(session.expireTime)} (${utc(session.expireTime)})` : ''}>
          {session.operator ? 'operator' : session.tenant}
        </span>
        <Button variant="plain" aria-label={theme === 'dark' ? 'Light colours' : 'Dark colours'} icon={theme === 'dark' ? <SunIcon /> : <MoonIcon />} onClick={onTheme} />
        <Button variant="link" onClick={onSignOut}>
          Sign out
        </Button>
      </div>
    </header>
  );
}

function Count({ name, value, tone }: { name: string; value: number; tone?: 'bad' | undefined }) {
  return (
    <div data-tone={tone}>
      <dd>{value.toLocaleString('en')}</dd>
      <dt>{name}</dt>
    </div>
  );
}
