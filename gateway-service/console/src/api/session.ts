/** Who is signed in: a bearer token, kept for the tab only. The services verify it; here it is only read. */

const KEY = 'braid.token';

export type Session = { token: string; subject: string; tenant: string | undefined; operator: boolean; expireTime: string | undefined };

/** The token that a link brings in its fragment, which browsers never send anywhere. */
export function tokenInFragment(fragment: string): string | undefined {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('token') || undefined;
}

/** What a token says; undefined when it is none. */
export function readToken(token: string): Session | undefined {
  const payload = token.trim().split('.')[1];
  if (!payload) {
    return undefined;
  }
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    const groups = Array.isArray(claims.groups) ? claims.groups : [];
    return {
      token: token.trim(),
      subject: typeof claims.sub === 'string' ? claims.sub : 'unnamed',
      tenant: typeof claims.tenant === 'string' ? claims.tenant : undefined,
      operator: groups.includes('operator'),
      expireTime: typeof claims.exp === 'number' ? new Date(claims.exp * 1000).toISOString() : undefined,
    };
  } catch {
    return undefined;
  }
}

/** Takes a token out of the address bar, or the one of this tab. */
export function restoreSession(): Session | undefined {
  const arrived = tokenInFragment(location.hash);
  if (arrived) {
    history.replaceState(null, '', location.pathname + location.search);
    sessionStorage.setItem(KEY, arrived);
  }
  const token = arrived ?? sessionStorage.getItem(KEY);
  return token ? readToken(token) : undefined;
}

export function keepSession(session: Session | undefined): void {
  if (session) {
    sessionStorage.setItem(KEY, session.token);
  } else {
    sessionStorage.removeItem(KEY);
  }
}
