import { expect, test } from 'vitest';
import { readToken, tokenInFragment } from './session';

const encode = (value: object) => btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value)))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const token = (claims: object) => `${encode({ alg: 'RS256' })}.${encode(claims)}.c2ln`;

test('a token says who it is for', () => {
  expect(readToken(token({ sub: 'ünal', tenant: 'acme', groups: ['tenant-admin'], exp: 1767323045 }))).toMatchObject({
    subject: 'ünal',
    tenant: 'acme',
    operator: false,
    expireTime: '2026-01-02T03:04:05.000Z',
  });
  expect(readToken(token({ groups: ['operator'] }))).toMatchObject({ operator: true, tenant: undefined });
});

test('what is no token is none', () => {
  expect(readToken('')).toBeUndefined();
  expect(readToken('a.b')).toBeUndefined();
  expect(readToken('a.!!!.c')).toBeUndefined();
});

test('a link brings its token in the fragment', () => {
  expect(tokenInFragment('#token=a.b.c')).toBe('a.b.c');
  expect(tokenInFragment('#other=1')).toBeUndefined();
  expect(tokenInFragment('')).toBeUndefined();
});
