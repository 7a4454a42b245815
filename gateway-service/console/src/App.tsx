import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { keepSession, type Session } from './api/session';
import type { Theme } from './colour';
import { Console } from './Console';
import { SignIn } from './session/SignIn';

const THEME = 'braid.theme';

function firstTheme(): Theme {
  const kept = localStorage.getItem(THEME);
  if (kept === 'dark' || kept === 'light') {
    return kept;
  }
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

/** The whole page: signed in or not, dark or light. */
export function App({ restored }: { restored: Session | undefined }) {
  const [session, setSession] = useState(restored);
  const [message, setMessage] = useState<string | undefined>();
  const [theme, setTheme] = useState<Theme>(firstTheme);
  const queries = useQueryClient();

  useEffect(() => {
    document.documentElement.classList.toggle('pf-v6-theme-dark', theme === 'dark');
  }, [theme]);

  const signIn = (next: Session) => {
    keepSession(next);
    setMessage(undefined);
    setSession(next);
  };
  const signOut = useCallback(
    (why?: string) => {
      keepSession(undefined);
      queries.clear();
      setMessage(why);
      setSession(undefined);
    },
    [queries],
  );
  const expired = useCallback(() => signOut('The token is not valid any more. Sign in with a new one.'), [signOut]);
  const switchTheme = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem(THEME, next);
    setTheme(next);
  };

  return session ? (
    <Console key={session.token} session={session} theme={theme} onTheme={switchTheme} onSignOut={() => signOut()} onExpired={expired} />
  ) : (
    <SignIn message={message} onSignIn={signIn} />
  );
}
