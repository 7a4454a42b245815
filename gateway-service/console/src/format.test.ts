import { describe, expect, test } from 'vitest';
import { latency, localTime, price, rate, share, utc, word } from './format';

describe('numbers have units', () => {
  test.each([
    ['850', '850 µs'],
    ['1000', '1.00 ms'],
    ['4236', '4.24 ms'],
    ['42360', '42.4 ms'],
    ['142360', '142 ms'],
    ['0', '–'],
    [undefined, '–'],
    ['', '–'],
    ['-5', '–'],
  ])('latency %s is %s', (us, text) => expect(latency(us)).toBe(text));

  test.each([
    ['1000000', '1 Mbit/s'],
    ['2500000000', '2.5 Gbit/s'],
    ['10000000000', '10 Gbit/s'],
    ['1600000000000', '1.6 Tbit/s'],
    ['0', '0 bit/s'],
    [undefined, '–'],
  ])('rate %s is %s', (bps, text) => expect(rate(bps)).toBe(text));

  test.each([
    ['1234567', 'USD', '1.23 USD/h'],
    ['424590000', 'USD', '425 USD/h'],
    ['0', '', '0.00 USD/h'],
    [undefined, 'USD', '–'],
  ])('price %s %s is %s', (micros, currency, text) => expect(price(micros, currency)).toBe(text));

  test('shares are in percent', () => {
    expect(share(0.256)).toBe('25.6 %');
    expect(share(Number.NaN)).toBe('–');
  });
});

test('times are local, and in UTC beside it', () => {
  expect(utc('2026-01-02T03:04:05.678Z')).toBe('2026-01-02 03:04:05 UTC');
  expect(utc('never')).toBe('');
  expect(localTime(undefined)).toBe('–');
  expect(localTime('2026-01-02T03:04:05Z')).toMatch(/\d{2}:04:05/);
});

test('enum values become words', () => {
  expect(word('INTENT_STATE_ACTIVE', 'INTENT_STATE_')).toBe('Active');
  expect(word('HEALTH_AT_RISK', 'HEALTH_')).toBe('At risk');
  expect(word('HEALTH_UNSPECIFIED', 'HEALTH_')).toBe('–');
  expect(word(undefined, 'HEALTH_')).toBe('–');
});
