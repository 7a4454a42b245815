/** Numbers as people read them: always with a unit. int64 fields arrive as text, because JSON numbers end at 2^53. */

const number = (value: string | number | undefined): number => (value === undefined || value === '' ? Number.NaN : Number(value));

/** A number with so many digits that three of them count. */
function significant(value: number): string {
  const magnitude = Math.abs(value);
  const digits = magnitude === 0 || magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function latency(us: string | number | undefined): string {
  const value = number(us);
  if (!Number.isFinite(value) || value <= 0) {
    return '–';
  }
  return value < 1000 ? `${value.toFixed(0)} µs` : `${significant(value / 1000)} ms`;
}

const RATES: [number, string][] = [
  [1e12, 'Tbit/s'],
  [1e9, 'Gbit/s'],
  [1e6, 'Mbit/s'],
  [1e3, 'kbit/s'],
  [1, 'bit/s'],
];

export function rate(bps: string | number | undefined): string {
  const value = number(bps);
  if (!Number.isFinite(value)) {
    return '–';
  }
  const [scale, unit] = RATES.find(([least]) => value >= least) ?? [1, 'bit/s'];
  return `${Number((value / scale).toPrecision(4)).toLocaleString('en')} ${unit}`;
}

export function price(microsPerHour: string | number | undefined, currency: string | undefined): string {
  const value = number(microsPerHour);
  if (!Number.isFinite(value)) {
    return '–';
  }
  const digits = Math.abs(value) >= 1e8 ? 0 : 2;
  const amount = (value / 1e6).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${amount} ${currency || 'USD'}/h`;
}

export function share(ratio: number): string {
  return Number.isFinite(ratio) ? `${significant(ratio * 100)} %` : '–';
}

/** The local time of an instant, for reading at a glance; `utc` is for the title beside it. */
export function localTime(instant: string | undefined): string {
  const date = instant ? new Date(instant) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date.toLocaleTimeString(undefined, { hour12: false }) : '–';
}

export function localDateTime(instant: string | undefined): string {
  const date = instant ? new Date(instant) : undefined;
  return date && !Number.isNaN(date.getTime())
    ? date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium', hour12: false })
    : '–';
}

export function utc(instant: string | undefined): string {
  const date = instant ? new Date(instant) : undefined;
  return date && !Number.isNaN(date.getTime()) ? `${date.toISOString().replace('T', ' ').replace(/\.\d+Z$/, '')} UTC` : '';
}

/** `INTENT_STATE_PLANNING` and its prefix as `Planning`. */
export function word(value: string | undefined, prefix: string): string {
  if (!value || value === `${prefix}UNSPECIFIED`) {
    return '–';
  }
  const text = value.replace(prefix, '').toLowerCase().replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
