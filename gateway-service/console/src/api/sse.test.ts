import { expect, test } from 'vitest';
import { EventParser, retryDelay, type ServerEvent } from './sse';

const STREAM = ': open\n\nid: braid.paths.v1-0-7\nevent: path\ndata: {"a":1}\n\n: still here\n\nevent: gap\ndata: {"missingCount":2}\n\ndata: one\ndata: two\n\n';
const EVENTS: ServerEvent[] = [
  { id: 'braid.paths.v1-0-7', name: 'path', data: '{"a":1}' },
  { id: 'braid.paths.v1-0-7', name: 'gap', data: '{"missingCount":2}' },
  { id: 'braid.paths.v1-0-7', name: 'message', data: 'one\ntwo' },
];

test('events are read whole', () => {
  expect(new EventParser().push(STREAM)).toEqual(EVENTS);
});

test('it does not matter where the pieces part, nor how lines end', () => {
  for (const stream of [STREAM, STREAM.replaceAll('\n', '\r\n'), STREAM.replaceAll('\n', '\r')]) {
    for (let size = 1; size <= 17; size++) {
      const parser = new EventParser();
      const events: ServerEvent[] = [];
      for (let at = 0; at < stream.length; at += size) {
        events.push(...parser.push(stream.slice(at, at + size)));
      }
      expect(events).toEqual(EVENTS);
    }
  }
});

test('an event without its end is not told', () => {
  expect(new EventParser().push('data: half\n')).toEqual([]);
});

test('comments, unknown fields and events without data are nothing', () => {
  expect(new EventParser().push(': hello\nretry: 10\nevent: path\n\n')).toEqual([]);
});

test('waiting grows, has an end, and is never the same for all', () => {
  expect(retryDelay(0, () => 1)).toBe(500);
  expect(retryDelay(3, () => 1)).toBe(4000);
  expect(retryDelay(50, () => 1)).toBe(15_000);
  expect(retryDelay(3, () => 0)).toBe(2000);
});
