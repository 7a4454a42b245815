/** Server-sent events over fetch: the browser's own EventSource cannot send an Authorization header. */

export type ServerEvent = { id: string; name: string; data: string };

/** Cuts text that arrives in pieces into events (WHATWG HTML, 9.2.6). */
export class EventParser {
  private rest = '';
  private id = '';
  private name = '';
  private data: string[] = [];
  private afterReturn = false;

  push(piece: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    // A line may end in CR LF, and the pieces may part the two.
    let text = this.afterReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    if (piece !== '') {
      this.afterReturn = piece.endsWith('\r');
    }
    text = this.rest + text;
    const lines = text.split(/\r\n|\n|\r/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = this.line(line);
      if (event) {
        events.push(event);
      }
    }
    return events;
  }

  private line(line: string): ServerEvent | undefined {
    if (line === '') {
      const event = { id: this.id, name: this.name || 'message', data: this.data.join('\n') };
      const complete = this.data.length > 0;
      this.name = '';
      this.data = [];
      return complete ? event : undefined;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') {
      this.data.push(value);
    } else if (field === 'event') {
      this.name = value;
    } else if (field === 'id' && !value.includes('\0')) {
      this.id = value;
    }
    return undefined;
  }
}

/** How long to wait before the n-th attempt in a row: longer each time, and never all readers at once. */
export function retryDelay(attempt: number, random: () => number = Math.random): number {
  return Math.round((0.5 + random() / 2) * Math.min(15_000, 500 * 2 ** Math.min(attempt, 10)));
}
