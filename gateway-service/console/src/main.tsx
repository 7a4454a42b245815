import '@patternfly/react-core/dist/styles/base.css';
import './styles.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { ApiError } from './api/client';
import { restoreSession } from './api/session';

// First of all, so that a token stands in the address bar no longer than it must.
const session = restoreSession();

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      // What the caller may not do does not change by asking again.
      retry: (count, failure) => count < 3 && !(failure instanceof ApiError && failure.status >= 400 && failure.status < 500),
    },
  },
});

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App restored={session} />
    </QueryClientProvider>
  </StrictMode>,
);
