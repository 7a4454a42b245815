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
    { timeout: 60_000, polling: 250 },
  );

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

async function step(name, work) {
  const start = Date.now();
  await work();
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
    }, null, { timeout: 60_000 });
    await page.getByText('live', { exact: true }).waitFor();
    assert.equal(await page.locator('button.intent').count(), server.fixtures.intents.length);
    await page.waitForTimeout(1500);
    await page.screenshot({ path: `${shots}map-dark.png` });
    assert.ok((await coloursOfMap(page)) > 500, 'the map is on the screen');
  });

  await step('an intent shows its path, its legs and its figures', async () => {
    await page.getByRole('button', { name: /Mine telemetry/ }).click();
    await until(page, 'path', 3);
    await until(page, 'ends', 3);
    assert.equal(await page.getByTestId('leg').count(), selectedPath.plan.legs.length);
    await page.getByText(selectedPath.plan.why.summary).waitFor();
    await page.waitForFunction(() => /^1[34]\d ms$/.test(document.querySelector('[data-testid=figure-measured] strong')?.textContent ?? ''));
    await page.getByText(/over what was promised/).waitFor();
    const figures = await page.locator('.figure strong').allTextContents();
    assert.ok(figures.every((figure) => /\d (ms|µs|USD\/h)$/.test(figure)), `every number has a unit: ${figures}`);
  });

  await step('events come in as they happen', async () => {
    const judged = server.fixtures.health.find((one) => one.intentKey === SELECTED);
    server.send('health', { ...judged, judgeTime: new Date().toISOString() }, 'braid.health.v1-0-1');
    server.send('path', { ...selectedPath, decideTime: new Date().toISOString() }, 'braid.paths.v1-0-1');
    server.send('provisioning', { connectionId: `${SELECTED}.1`, intentKey: SELECTED, tenantId: 'globex', revision: '2', occurTime: new Date().toISOString(), activated: { previousRevision: '1' } }, 'braid.provisioning.v1-0-1');
    await page.getByText('Revision 2 carries traffic').waitFor();
    await page.getByText(/At risk: measured/).waitFor();
    assert.equal(await page.locator('.events li').count(), 3);
    await page.waitForTimeout(12_000);
    await page.screenshot({ path: `${shots}intent-dark.png` });
  });

  await step('a lost stream is told, and comes back', async () => {
    server.state.refuseEvents = true;
    server.cut();
    await page.getByText(/The live view is lost/).waitFor();
    await page.screenshot({ path: `${shots}stream-lost.png` });
    server.state.refuseEvents = false;
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByText(/The live view is lost/).waitFor({ state: 'detached' });
  });

  await step('light colours', async () => {
    await page.getByRole('button', { name: 'Light colours' }).click();
    await until(page, 'links', 100);
    await until(page, 'path', 3);
    await page.waitForTimeout(1500);
    await page.screenshot({ path: `${shots}intent-light.png` });
    assert.ok((await coloursOfMap(page)) > 500, 'the map is on the screen');
    await page.context().close();
  });

  await step('a tenant sees no link states, and asks for none', async () => {
    page = await open({ groups: ['tenant-admin'], tenant: 'globex' }, { colorScheme: 'light' });
    await until(page, 'links', 300);
    await page.getByRole('button', { name: /Video mesh/ }).click();
    await until(page, 'path', 1);
    assert.equal(await page.locator('button.intent').count(), 2, 'only its own intents');
    assert.equal(await page.locator('.connections button').count(), 6);
    await page.locator('.connections button').nth(3).click();
    await page.waitForTimeout(3000);
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
