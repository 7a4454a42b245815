// Opens the built page in Chromium and looks at what was drawn. Where there is no Chromium, says so and passes.
// Screenshots go to target/console-screenshots.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { serve, token } from './server.mjs';

const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
if (!executablePath) {
  console.log('console smoke test: no Chromium found, skipped (set CHROMIUM to its path)');
  process.exit(0);
}
const shots = new URL('../../target/console-screenshots/', import.meta.url).pathname;
mkdirSync(shots, { recursive: true });

const PATIENCE_MS = 120_000;
const SELECTED = 'globex.mine-telemetry';
const selectedPath = JSON.parse(readFileSync(new URL('fixtures/paths.json', import.meta.url), 'utf8')).paths.find((path) => path.intentKey === SELECTED);
const server = await serve({ slowLink: selectedPath.plan.hops.at(-1).linkId, downLink: 'atlas-lon-par-1' });
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking'],
});

const problems = [];
async function open(claims, { colorScheme = 'dark', search = '' } = {}) {
  const context = await browser.newContext({ viewport: { width: 1600, height: 950 }, colorScheme, locale: 'en-GB', timezoneId: 'Europe/London' });
  // Bounds for a machine that is busy with other things: what is there already is not waited for.
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  page.on('console', (message) => {
    // A refused or cut request is logged by the browser itself; these tests cause them on purpose.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
      problems.push(message.text());
    }
  });
  page.on('pageerror', (failure) => problems.push(String(failure)));
  await page.goto(`${server.url}/${search}${claims ? `#token=${token(claims)}` : ''}`);
  return page;
}
const until = (page, layer, least) =>
  page.waitForFunction(
    ([id, count]) => window.braidMap?.getLayer(id) && window.braidMap.queryRenderedFeatures({ layers: [id] }).length >= count,
    [layer, least],
    { polling: 250 },
  );

/** Looks until it is so. */
async function eventually(look, what) {
  const deadline = Date.now() + PATIENCE_MS;
  for (let seen = await look(); ; seen = await look()) {
    if (seen === true) {
      return;
    }
    assert.ok(Date.now() < deadline, `${what}: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
const counted = (locator, count) => eventually(async () => (await locator.count()) === count || locator.count(), `${count} are there`);

/** Waits until the map does not change any more, but for colours, and is on the screen. */
async function mapIsDrawn(page) {
  await page.waitForFunction(() => window.braidMap.isStyleLoaded() && !window.braidMap.isMoving(), null, { polling: 250 });
  await eventually(async () => {
    const colours = await coloursOfMap(page);
    return colours > 500 || colours;
  }, 'the map is on the screen');
}

/** How many different colours are really on the screen where the map is: features can be drawn into a canvas of no size. */
async function coloursOfMap(page) {
  const box = await page.locator('.map-canvas canvas').boundingBox();
  const stage = await page.locator('.stage').boundingBox();
  assert.ok(box.height > 500 && box.height <= stage.height + 1, `the map fills its place: ${JSON.stringify(box)}`);
  const shot = (await page.locator('.map-canvas').screenshot()).toString('base64');
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d');
    context.drawImage(picture, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, picture.width, picture.height).data.buffer);
    return new Set(pixels).size;
  }, shot);
}

/** Waits until both ends of the chosen path are on the screen: the map shows it as a whole. */
const wholePathIsInView = (page) =>
  page.waitForFunction(
    () => {
      const ends = window.braidMap.isMoving() ? [] : window.braidMap.queryRenderedFeatures({ layers: ['ends'] });
      return new Set(ends.filter((end) => end.properties.end).map((end) => end.properties.name)).size === 2;
    },
    null,
    { polling: 250 },
  );

/** Cuts the stream and refuses new ones, until the page says so. */
async function loseStream(page) {
  server.state.refusedAt = [];
  server.state.refuseEvents = true;
  server.cut();
  await page.getByText(/The live view is lost/).waitFor();
}

/** Clicks when the page would wait for long, and tells whether it tried long before it would have by itself. */
async function triesBeforeItsTime(page) {
  const click = await page.waitForFunction(() => {
    const seconds = Number(/Trying again in (\d+) s/.exec(document.querySelector('.banner')?.textContent ?? '')?.[1] ?? 0);
    if (seconds < 5) {
      return undefined;
    }
    const at = Date.now();
    document.querySelector('.banner button').click();
    return { at, before: at + (seconds - 2) * 1000 };
  });
  const { at, before } = await click.jsonValue();
  await eventually(() => server.state.refusedAt.some((time) => time >= at), 'an attempt was made');
  return server.state.refusedAt.some((time) => time >= at && time < before);
}

/** What a failed step left on the screen: a picture, and how the map stands. */
async function tellWhatIsThere(name) {
  for (const page of browser.contexts().flatMap((context) => context.pages())) {
    const file = `${shots}failed-${name.replaceAll(/[^a-z]+/g, '-')}.png`;
    await page.screenshot({ path: file }).catch(() => undefined);
    const map = await page
      .evaluate(() => ({
        styleIsLoaded: window.braidMap?.isStyleLoaded(),
        tilesAreLoaded: window.braidMap?.areTilesLoaded(),
        isMoving: window.braidMap?.isMoving(),
        zoom: window.braidMap?.getZoom(),
        sources: Object.keys(window.braidMap?.getStyle()?.sources ?? {}),
        drawn: window.braidMap?.queryRenderedFeatures().length,
      }))
      .catch(String);
    console.error(`console smoke test: ${name} failed: ${JSON.stringify({ map, problems, asked: server.state.asked })}, see ${file}`);
  }
}

async function step(name, work) {
  const start = Date.now();
  try {
    await work();
  } catch (failure) {
    await tellWhatIsThere(name);
    throw failure;
  }
  console.log(`console smoke test: ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}

try {
  let page;
  await step('an operator sees the network, measured', async () => {
    page = await open({ groups: ['operator'] });
    assert.equal(await page.evaluate(() => location.hash), '', 'the token is out of the address bar');
    await until(page, 'links', 300);
    await until(page, 'land', 50);
    await until(page, 'metros', 100);
    await page.waitForFunction(() => {
      const links = window.braidMap.queryRenderedFeatures({ layers: ['links'] });
      return links.filter((link) => link.state.ratio > 0).length > 250 && links.some((link) => link.state.down);
    }, null, { polling: 250 });
    await page.getByText('live', { exact: true }).waitFor();
    await counted(page.locator('button.intent'), server.fixtures.intents.length);
    await mapIsDrawn(page);
    await page.screenshot({ path: `${shots}map-dark.png` });
  });

  await step('an intent shows its path, its legs and its figures', async () => {
    await page.getByRole('button', { name: /Mine telemetry/ }).click();
    await until(page, 'path', 3);
    await wholePathIsInView(page);
    await counted(page.getByTestId('leg'), selectedPath.plan.legs.length);
    await page.getByText(selectedPath.plan.why.summary).waitFor();
    await page.waitForFunction(() => /^1[34]\d ms$/.test(document.querySelector('[data-testid=figure-measured] strong')?.textContent ?? ''));
    await page.getByText(/over what was promised/).waitFor();
    const figures = await page.locator('.figure strong').allTextContents();
    assert.ok(figures.every((figure) => /\d (ms|µs|USD\/h)$/.test(figure)), `every number has a unit: ${figures}`);
  });

  await step('an intent that is opened again is in view again', async () => {
    await page.getByRole('button', { name: /Mine telemetry/ }).click();
    await page.getByTestId('leg').first().waitFor({ state: 'detached' });
    await page.evaluate(() => window.braidMap.jumpTo({ center: [-60, 40], zoom: 4 }));
    // Its plan is known by now: the panel and the move of the map come together.
    await page.getByRole('button', { name: /Mine telemetry/ }).click();
    await wholePathIsInView(page);
  });

  await step('events come in as they happen', async () => {
    const judged = server.fixtures.health.find((one) => one.intentKey === SELECTED);
    server.send('health', { ...judged, judgeTime: new Date().toISOString() }, 'braid.health.v1-0-1');
    server.send('path', { ...selectedPath, decideTime: new Date().toISOString() }, 'braid.paths.v1-0-1');
    server.send('provisioning', { connectionId: `${SELECTED}.1`, intentKey: SELECTED, tenantId: 'globex', revision: '2', occurTime: new Date().toISOString(), activated: { previousRevision: '1' } }, 'braid.provisioning.v1-0-1');
    await page.getByText('Revision 2 carries traffic').waitFor();
    await page.getByText(/At risk: measured/).waitFor();
    await counted(page.locator('.events li'), 3);
    // For the picture only: a chart with some seconds in it.
    await page.waitForTimeout(8000);
    await page.screenshot({ path: `${shots}intent-dark.png` });
  });

  await step('a lost stream is told, and comes back by itself', async () => {
    await loseStream(page);
    await page.screenshot({ path: `${shots}stream-lost.png` });
    server.state.refuseEvents = false;
    await page.locator('.banner').waitFor({ state: 'detached' });
    await page.getByText('live', { exact: true }).waitFor();
  });

  await step('who does not want to wait tries now', async () => {
    // The server refuses all the time: the button stays where it is, and no attempt of the page's own can take it away.
    await loseStream(page);
    const button = page.getByRole('button', { name: 'Try now' });
    const first = await button.elementHandle();
    // Each refusal makes the page wait longer before it tries again by itself.
    for (let refused = server.state.refusedAt.length; refused < 5; refused = server.state.refusedAt.length) {
      await button.click();
      await eventually(() => server.state.refusedAt.length > refused, 'an attempt was made');
    }
    let proven = false;
    for (let round = 0; round < 10 && !proven; round++) {
      proven = await triesBeforeItsTime(page);
    }
    assert.ok(proven, 'the button makes the page try at once');
    assert.ok(await first.evaluate((known) => known === document.querySelector('.banner button')), 'the button was never replaced');
    server.state.refuseEvents = false;
    await page.evaluate(() => document.querySelector('.banner button')?.click());
    await page.locator('.banner').waitFor({ state: 'detached' });
  });

  await step('light colours', async () => {
    await page.getByRole('button', { name: 'Light colours' }).click();
    await until(page, 'links', 100);
    await until(page, 'path', 3);
    await mapIsDrawn(page);
    await page.screenshot({ path: `${shots}intent-light.png` });
    await page.context().close();
  });

  await step('a tenant sees no link states, and asks for none', async () => {
    page = await open({ groups: ['tenant-admin'], tenant: 'globex' }, { colorScheme: 'light' });
    await until(page, 'links', 300);
    await page.getByRole('button', { name: /Video mesh/ }).click();
    await until(page, 'path', 1);
    await counted(page.locator('button.intent'), 2);
    await counted(page.locator('.connections button'), 6);
    await page.locator('.connections button').nth(3).click();
    // By the time that it reads the health of the connection again, it has asked for all that it asks for.
    const { connections } = server.fixtures.intents.find((intent) => intent.intentId === 'video-mesh');
    const health = `/v1/telemetry/connections/${connections[3].connectionId}`;
    await eventually(() => server.state.asked[health] >= 3 || server.state.asked, 'its health is read again and again');
    assert.equal(server.state.forbidden, undefined);
    await page.screenshot({ path: `${shots}tenant-light.png` });
    await page.context().close();
  });

  await step('nothing there yet', async () => {
    server.state.empty = true;
    page = await open({ groups: ['tenant-admin'], tenant: 'acme' });
    await page.getByText('No intents yet').waitFor();
    await page.getByText(/The topology is empty/).waitFor();
    await page.screenshot({ path: `${shots}empty.png` });
    await page.context().close();
    server.state.empty = false;
  });

  await step('signing in', async () => {
    page = await open();
    await page.getByLabel('Bearer token').fill('nonsense');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText(/This is not a token/).waitFor();
    await page.screenshot({ path: `${shots}sign-in.png` });
    await page.getByLabel('Bearer token').fill(token({ groups: ['operator'] }));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Sign out').waitFor();
    await page.reload();
    await page.getByText('Sign out').click();
    await page.getByLabel('Bearer token').waitFor();
    await page.context().close();
  });

  assert.deepEqual(problems, [], 'the browser complained');
} finally {
  await browser.close();
  server.close();
}
