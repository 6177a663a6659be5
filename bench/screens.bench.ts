// Every screen of an incident with 10,000 entries, 2,000 of them messages, and over 200 clocks: from the press on its name to its rows on the screen, in the real app.
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { unwrap, type LogId } from '#base';
import type { EntryDraft } from '#domain';
import { freshFolder, giveToApp, launchHoldfast } from '../test/support/runtime.ts';
import { median, printFigure } from './support/figure.ts';
import { createBenchPlace, createBenchVault, PASSPHRASE } from './support/vault.ts';

const ENTRIES = 10_000;
const BUDGET_MS = 200;
const AT_ONCE = 256;

/** The drafts of the incident, in order: scope, actions under an emergency override, messages, events, notes. */
function drafts(): readonly EntryDraft[] {
  const made: EntryDraft[] = [];
  const add = (draft: Omit<EntryDraft, 'occurred'>) => made.push({ ...draft, occurred: null } as EntryDraft);
  for (const milestone of ['detected', 'reported', 'declared', 'confirmed'] as const) add({ kind: 'milestone', body: { milestone, basis: 'shift lead' } });
  for (let index = 0; index < 60; index += 1) add({ kind: 'system', body: { ref: '', name: `HOST-${index}`, systemKind: 'server', addresses: [`10.0.0.${index}`], criticality: 'high', state: 'compromised' } });
  for (let index = 0; index < 40; index += 1) add({ kind: 'account', body: { ref: '', principal: `user${index}`, accountKind: 'user', state: 'compromised' } });
  for (let index = 0; index < 100; index += 1) add({ kind: 'action', body: { ref: '', title: `Isolate HOST-${index % 60}`, actionKind: 'isolate-host', targets: [`HOST-${index % 60}`], authority: { basis: 'override', harm: 'encryption spreads' }, state: 'done' } });
  for (let index = 0; index < 500; index += 1) add({ kind: 'indicator', body: { ref: '', indicatorType: 'ipv4', value: `192.0.2.${index % 255}`, verdict: 'suspicious', state: 'observed' } });
  for (let index = 0; index < 2000; index += 1) add({ kind: 'communication', body: { direction: index % 2 === 0 ? 'out' : 'in', communicationKind: index % 3 === 0 ? 'status-update' : 'internal', text: `Message ${index}`, counterpart: 'Operations' } });
  for (let index = 0; index < 3500; index += 1) add({ kind: 'event', body: { track: 'adversary', fact: `Logon ${index} on HOST-${index % 60}`, host: `HOST-${index % 60}`, account: `user${index % 40}`, technique: { id: 'T1021.002' } } });
  while (made.length < ENTRIES) add({ kind: 'note', body: { text: `Note ${made.length}: the log of the night was read again.` } });
  return made;
}

const place = await createBenchPlace();
const { engine, vault, log } = await createBenchVault(place);
await record(log, drafts());
const source = vault.path();
await engine.end();
await vault.close();
const folder = freshFolder('screens');
const copy = path.join(folder, 'Bench');
cpSync(source, copy, { recursive: true });
giveToApp(folder);
await place.remove();

const holdfast = await launchHoldfast({ args: [`--vault=${copy}`] });
const page = holdfast.window;
await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
await page.keyboard.press('Enter');
const notices = page.getByRole('region', { name: 'What was found' });
const incident = page.getByRole('row').filter({ hasText: 'Bench' }).first();
await notices.or(incident).waitFor({ timeout: 120_000 });
if (await notices.isVisible()) await notices.getByRole('button', { name: 'Continue' }).click();
await incident.dblclick({ timeout: 120_000 });
await page.getByRole('heading', { name: 'Bench', level: 1 }).waitFor();
// The rest of the journal is unfolded behind the first screen.
await page.getByRole('navigation').getByRole('button', { name: /^Journal/ }).click();
await page.getByRole('row').filter({ hasText: 'the log of the night' }).first().waitFor({ timeout: 120_000 });
const names = await page.getByRole('navigation').getByRole('button').evaluateAll((all) => all.filter((one) => !one.hasAttribute('aria-expanded')).map((one) => one.firstElementChild?.textContent ?? ''));
const took: { readonly name: string; readonly ms: number }[] = [];
for (const name of names) took.push({ name, ms: await timeOpening(name) });
const slowest = took.reduce((worst, one) => (one.ms > worst.ms ? one : worst));
printFigure({ name: `screens-slowest of ${took.length} at 10,000 entries (${slowest.name})`, value: slowest.ms, unit: 'ms', baseline: `${BUDGET_MS} ms`, ratio: slowest.ms / BUDGET_MS });
printFigure({ name: `screens-median of ${took.length} at 10,000 entries`, value: median(took.map(({ ms }) => ms)), unit: 'ms', baseline: `${BUDGET_MS} ms`, ratio: median(took.map(({ ms }) => ms)) / BUDGET_MS });
await holdfast.close();
spawnSync('rm', ['-rf', folder]);

async function record(target: LogId, all: readonly EntryDraft[]): Promise<void> {
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const answers = await Promise.all(all.slice(from, from + AT_ONCE).map((draft) => engine.handlers['entry.record']({ log: target, draft })));
    for (const answer of answers) unwrap(answer);
  }
}

/** Milliseconds from the press until the screen stands without a place holder, and was painted. */
async function timeOpening(name: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const button = [...document.querySelectorAll<HTMLElement>('nav button')].find((one) => one.firstElementChild?.textContent === wanted);
    if (button === undefined) throw new Error(`no entry ${wanted}`);
    const began = performance.now();
    button.click();
    for (;;) {
      await frame();
      const main = document.querySelector('main');
      if (button.getAttribute('aria-current') === 'page' && main !== null && !/Loading/.test(main.textContent ?? '')) break;
      if (performance.now() - began > 20_000) throw new Error(`${wanted} did not open`);
    }
    await frame();
    return performance.now() - began;
  }, name);
}
