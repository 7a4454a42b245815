// Serves the built page, with the headers of the real gateway, over recorded answers: the demo network, and intents,
// paths and health as the services tell them (Java's ConsoleFixturesTest holds them against the contracts). Link
// metrics and events are sent live. Tests only.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';

const at = (path) => new URL(path, import.meta.url);
const json = (path) => JSON.parse(readFileSync(at(path), 'utf8'));
const world = json('../../../deploy/demo/world.json');
const intents = json('fixtures/intents.json');
const paths = json('fixtures/paths.json');
const health = json('fixtures/health.json');
const PAGES = at('../../target/console/META-INF/resources/').pathname;
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

const policy = readFileSync(at('../../src/main/resources/application.properties'), 'utf8').match(/content-security-policy=(.*)/)[1];
const TENANT_HIDDEN = ['/v1/topology/links', '/v1/telemetry/links'];

/** A token as a services' issuer would write it, but for the signature, which only services look at. */
export function token(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ sub: 'smoke', exp: Math.floor(Date.now() / 1000) + 3600, ...claims })}.c2lnbmF0dXJl`;
}

const elementKinds = { METRO: ['metros', 'metro'], LOCATION: ['locations', 'location'], NODE: ['nodes', 'node'], LINK: ['links', 'link'], PROVIDER: ['providers', 'provider'] };

export async function serve({ slowLink, downLink }) {
  const readers = new Set();
  // refusedAt: when somebody asked for events in vain; asked: how often each path was asked for.
  const state = { empty: false, refuseEvents: false, refusedAt: [], asked: {} };

  const metrics = (link, i) => {
    const wave = 1.02 + 0.03 * Math.abs(Math.sin(Date.now() / 9000 + i)) + (i % 23 === 0 ? 0.22 : 0) + (i % 61 === 0 ? 0.5 : 0);
    const extra = link.linkId === slowLink ? 34_000 : 0;
    return {
      linkId: link.linkId,
      windowEndTime: new Date().toISOString(),
      sampleCount: 1,
      latencyP50Us: String(Math.round(Number(link.latencyFloorUs) * wave) + extra),
      latencyP95Us: String(Math.round(Number(link.latencyFloorUs) * wave * 1.05) + extra),
      lossRatio: 0,
      down: link.linkId === downLink || link.reverseLinkId === downLink,
    };
  };
  const send = (name, data, id) =>
    // Link metrics are for operators, as at the real gateway.
    [...readers].filter((reader) => reader.operator || name !== 'link-metrics').forEach((reader) => reader.write(`id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`));
  let offset = 0;
  const ticking = setInterval(() => world.links.forEach((link, i) => send('link-metrics', metrics(link, i), `braid.link-metrics.v1-0-${offset++}`)), 1000);

  const answer = (url, tenant) => {
    const kind = url.searchParams.get('kind')?.replace('ELEMENT_KIND_', '');
    if (url.pathname === '/v1/topology/elements' && elementKinds[kind]) {
      const [list, field] = elementKinds[kind];
      return { elements: state.empty ? [] : world[list].map((one) => ({ version: '1', [field]: one })), nextPageToken: '' };
    }
    if (url.pathname === '/v1/telemetry/links') {
      return { links: world.links.map(metrics), nextPageToken: '' };
    }
    if (url.pathname === '/v1/intents') {
      return { ...intents, intents: state.empty ? [] : intents.intents.filter((intent) => !tenant || intent.tenantId === tenant) };
    }
    if (url.pathname === '/v1/paths') {
      return { ...paths, paths: paths.paths.filter((path) => path.intentKey === url.searchParams.get('intentKey')) };
    }
    const connection = decodeURIComponent(url.pathname.replace('/v1/telemetry/connections/', ''));
    const found = health.health.find((one) => one.connectionId === connection);
    return found && { health: { ...found, judgeTime: new Date().toISOString() } };
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (!url.pathname.startsWith('/v1/')) {
      const file = PAGES + url.pathname.slice(1);
      const page = extname(url.pathname) && existsSync(file) ? file : `${PAGES}index.html`;
      response.setHeader('Content-Type', TYPES[extname(page)] ?? 'application/octet-stream');
      createReadStream(page).pipe(response);
      return;
    }
    const bearer = request.headers.authorization?.replace('Bearer ', '');
    const problem = (status, detail) => {
      response.writeHead(status, { 'Content-Type': 'application/problem+json' });
      response.end(JSON.stringify({ type: 'urn:braid:problem:x', title: 'x', status, detail, reason: 'X', requestId: 'smoke' }));
    };
    if (!bearer || bearer === 'bad.bad.bad') {
      problem(401, 'The bearer token is not valid.');
      return;
    }
    state.asked[url.pathname] = (state.asked[url.pathname] ?? 0) + 1;
    const claims = JSON.parse(Buffer.from(bearer.split('.')[1], 'base64url'));
    const operator = claims.groups?.includes('operator');
    if (TENANT_HIDDEN.includes(url.pathname) && !operator) {
      state.forbidden = url.pathname;
      problem(403, 'The token grants none of the roles.');
    } else if (url.pathname === '/v1/events') {
      if (state.refuseEvents) {
        state.refusedAt.push(Date.now());
        // Slowly enough that the page could show that it tries.
        setTimeout(() => request.socket.destroy(), 600);
        return;
      }
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write(': open\n\n');
      response.operator = operator;
      readers.add(response);
      response.on('close', () => readers.delete(response));
    } else {
      const body = answer(url, claims.tenant);
      if (body) {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify(body));
      } else {
        problem(404, `There is no resource '${url.pathname}'.`);
      }
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    state,
    send,
    fixtures: { intents: intents.intents, paths: paths.paths, health: health.health, world },
    /** Cuts all live streams, as a restart of the gateway does. */
    cut: () => readers.forEach((reader) => reader.destroy()),
    close: () => {
      clearInterval(ticking);
      server.closeAllConnections();
      server.close();
    },
  };
}
