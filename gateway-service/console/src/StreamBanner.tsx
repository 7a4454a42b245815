import { Alert, Button } from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import { useLive, type LiveStore } from './live/store';

/** Says that the page is not live any more, and when it tries again. */
export function StreamBanner({ store }: { store: LiveStore }) {
  const { stream } = useLive(store);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  if (stream.kind !== 'lost') {
    return null;
  }
  const seconds = Math.max(0, Math.ceil((stream.retryAt - now) / 1000));
  return (
    <div className="banner" role="status">
      <Alert
        variant="warning"
        isInline
        title={`The live view is lost (${stream.reason}); what you see may be old. ${seconds > 0 ? `Trying again in ${seconds} s.` : 'Trying again.'}`}
        actionLinks={
          <Button variant="link" isInline onClick={() => window.dispatchEvent(new Event('braid-retry'))}>
            Try now
          </Button>
        }
      />
    </div>
  );
}
