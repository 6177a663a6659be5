// S2, ransomware on file servers, from the second laptop on: Ben's joins by the hub on Ana's, both work apart, a stick brings them together, and the disk changes hands between the two.
import { test, type Locator, type Page } from '@playwright/test';
import type { BodyOf } from '#domain';
import { builtInPlaybooks } from '#domain';
import { custodyFormOf, openItem, recordCustody } from '../../support/custodySteps.ts';
import { goTo } from '../../support/goTo.ts';
import type { Story } from '../../support/preparedProfile.ts';
import { freshFolder } from '../../support/runtime.ts';
import { choose, openForm, rowsOf, seal } from '../../support/scenarioSteps.ts';
import { allSynced, carry, closeLaptops, connectAgain, cutNetwork, dialogOf, freePort, joinHub, openLaptop, prepareTeam, setClocks, startHub, type Laptop } from '../../support/twoConsoles.ts';
import { expect, incidentList, openScreen, reopenIncident } from '../../support/vaultSteps.ts';

test.describe.configure({ timeout: 180_000 });
test.afterEach(closeLaptops);

const title = 'Ransomware on file servers';
const playbook = 'Ransomware or destructive encryption';
const stepSeven = 'Take memory of one to three';
type Time = NonNullable<BodyOf<'task'>['due']>;
const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' });
const written = (instant: string): Time => ({ at: Date.parse(instant) as NonNullable<Time['at']>, precision: 'second', zone: 'UTC', offsetMinutes: 0, written: instant, clockSource: 'external-log' });

/** T is 08:00Z. What the first forty minutes left with Ana: the run, the clock error of FS01, three items, and the disk in the safe. */
async function firstHour({ record, at }: Story): Promise<void> {
  const run = builtInPlaybooks().find(({ code }) => code === 'PB-01');
  if (run === undefined) throw new Error('no such playbook');
  await record('playbook-run', run);
  const item = { ref: '', origin: 'physical', collectedBy: 'Ana Ruiz', custodian: 'Ana Ruiz' } as const;
  at('2026-12-07T08:04:00Z');
  await record('evidence', { ...item, name: 'Photo of the note', evidenceKind: 'photo' });
  at('2026-12-07T08:06:00Z');
  await record('system', { ref: '', name: 'FS01', systemKind: 'server', addresses: [], criticality: 'critical', state: 'suspected', clockErrorMs: 192_000 });
  // By its own clock FS01 renamed files after the alert; its clock is 3 min 12 s fast.
  await record('event', { track: 'adversary', fact: 'Alert on encryption', host: 'EDR' }, { occurred: written('2026-12-07T07:50:00Z') });
  await record('event', { track: 'adversary', fact: 'First file renamed', host: 'FS01' }, { occurred: written('2026-12-07T07:52:00Z') });
  at('2026-12-07T08:23:00Z');
  await record('evidence', { ...item, name: 'Memory image of FS01', evidenceKind: 'memory-image', sourceSystem: 'FS01' });
  at('2026-12-07T08:40:00Z');
  const disk = await record('evidence', { ...item, name: 'External disk', evidenceKind: 'storage-media', sealNumber: '88121', serial: 'S6PT0001' });
  const stored = await record('custody', { item: disk.entryId, type: 'store', by: 'Ana Ruiz', place: 'Safe 2, room 114', sealNumber: '88121' });
  await record('attest', { target: stored.entryId, verdict: 'confirm', note: 'Berit Aune, witness: seal 88121 seen closed' });
}

/** Compares the heads: the slip of one console is taken down on the other. */
async function compareHeads(from: Laptop, to: Laptop, person: string): Promise<void> {
  for (const { window } of [from, to]) {
    await openScreen(window, 'Integrity');
    await window.getByRole('tab', { name: 'Witnesses' }).click();
  }
  const slip = from.window.getByRole('article', { name: `Slip of ${person}` });
  await expect(slip.getByRole('listitem')).toHaveCount(8);
  const [logCode = '', feedCode = '', size = ''] = await slip.getByRole('definition').allInnerTexts();
  const words = (await slip.getByRole('listitem').allInnerTexts()).join(' ');
  await to.window.getByRole('button', { name: /^Take down a slip/ }).click();
  const dialog = dialogOf(to.window, 'Take down a slip');
  for (const [label, text] of [['Given by', person], ['Log code', logCode], ['Feed code', feedCode], ['Frames', size], ['Eight words', words]] as const) await dialog.getByRole('textbox', { name: label }).fill(text);
  await dialog.getByRole('button', { name: 'Record the slip' }).click();
  await expect(to.window.getByRole('table', { name: 'Slips you were given' })).toContainText('Agrees');
}

async function addItem({ window: page }: Laptop, name: string, kind: string): Promise<void> {
  await goTo(page, 'e', 'Evidence');
  const dialog = await openForm(page, 'Shift+E', 'Add an item without a file');
  await dialog.getByRole('textbox', { name: /^Name/ }).fill(name);
  await choose(page, dialog, /Kind/, kind);
  await seal(dialog);
  await expect(rowsOf(page, 'Evidence', name)).toContainText('In custody');
}

/** The reference of every item by its name. */
async function itemsOf({ window: page }: Laptop, names: readonly string[]): Promise<Readonly<Record<string, string>>> {
  await goTo(page, 'e', 'Evidence');
  const refs: Record<string, string> = {};
  for (const name of names) {
    await expect(rowsOf(page, 'Evidence', name)).toHaveCount(1);
    refs[name] = /EV-[A-Z0-9]{2}-\d{3}/.exec(await rowsOf(page, 'Evidence', name).innerText())?.[0] ?? '';
  }
  await expect(page.getByRole('grid', { name: 'Evidence', exact: true })).toHaveAttribute('aria-rowcount', String(names.length + 1));
  return refs;
}

async function openIncidentEntry({ window: page }: Laptop): Promise<void> {
  await openScreen(page, 'Journal');
  await rowsOf(page, 'Journal', 'Incident').last().click();
  await expect(inspector(page).getByRole('heading', { name: title, exact: true })).toBeVisible();
}

async function setSeverity(laptop: Laptop, severity: string, why: string): Promise<void> {
  const page = laptop.window;
  await openIncidentEntry(laptop);
  const amend = await openForm(page, 'm', /^Amend/);
  await choose(page, amend, /Field/, 'Severity');
  await amend.getByRole('button', { name: /Severity/ }).last().click();
  await page.getByRole('option', { name: new RegExp(`${severity}$`) }).click();
  await amend.getByRole('textbox', { name: 'Why it is amended' }).fill(why);
  await seal(amend, 'Amend');
}

async function tickStepSeven({ window: page }: Laptop, remark: string): Promise<void> {
  await goTo(page, 'p', 'Playbook');
  await rowsOf(page, `Steps of ${playbook}`, stepSeven).click();
  const form = await openForm(page, 'd', 'Step 7 is done');
  await form.getByRole('textbox', { name: 'Remark' }).fill(remark);
  await seal(form, 'Record');
  await expect(rowsOf(page, `Steps of ${playbook}`, stepSeven)).toContainText('done');
}

test('S2: a second laptop joins by cable, both work apart, and one stick makes one journal of both', async () => {
  const { founder, colleagues: [second] } = await prepareTeam({
    incident: title, start: '2026-12-07T08:00:00Z', operator: { name: 'Ana Ruiz', initials: 'AR', role: 'Incident handler' },
    body: { types: ['malicious-code:infected-system', 'availability:sabotage'], severity: 'medium' }, tell: firstHour,
  }, [{ operator: { name: 'Ben Okoro', initials: 'BO', role: 'Analyst' }, role: 'writer' }]);
  if (second === undefined) throw new Error('nobody was invited');
  const [ana, ben] = await Promise.all([openLaptop(founder, '2026-12-07T09:58:00Z'), openLaptop(second, '2026-12-07T09:58:00Z')]);
  const both = [ana, ben];
  const port = await freePort();
  const entries = Number(/(\d+) entries/.exec(await incidentList(ana.window).getByRole('row', { name: title }).innerText())?.[1]);

  await test.step('T+120: Ben joins by cable; what came is what was there, and the heads are compared', async () => {
    await setClocks(both, '2026-12-07T10:00:00Z');
    await reopenIncident(ana.window, title);
    const hub = await startHub(ana, port);
    await joinHub(ben, hub);
    await expect(incidentList(ben.window).getByRole('row', { name: title })).toContainText(`${String(entries)} entries`);
    await reopenIncident(ben.window, title);
    expect(await allSynced(ben)).toBe(await allSynced(ana));
    await compareHeads(ana, ben, 'Ana Ruiz');
  });
  const threeItems = ['Photo of the note', 'Memory image of FS01', 'External disk'];
  const before = await itemsOf(ana, threeItems);
  // Both list three items, under the same references.
  expect(await itemsOf(ben, threeItems)).toEqual(before);
  expect(new Set(Object.values(before)).size).toBe(3);

  await test.step('T+125: both go offline and work on', async () => {
    await allSynced(ben);
    await cutNetwork(ben);
    await cutNetwork(ana);
    await setClocks(both, '2026-12-07T10:05:00Z');
    await Promise.all([
      (async () => { await addItem(ana, 'Switch log', 'Log file'); await setSeverity(ana, 'high', 'two servers'); await tickStepSeven(ana, 'memory of FS01, by Ana'); })(),
      (async () => { await addItem(ben, 'Backup tape', 'Storage media'); await setSeverity(ben, 'critical', 'the backup is gone too'); await tickStepSeven(ben, 'a file plain and encrypted, by Ben'); })(),
    ]);
  });

  await test.step('T+300: a stick makes one journal of both: the union, a conflict of severities, one step with two notes', async () => {
    await setClocks(both, '2026-12-07T13:00:00Z');
    expect(await carry(ana, ben, title)).toBeGreaterThan(0);
    expect(await carry(ben, ana, title)).toBeGreaterThan(0);
  });
  const all = [...threeItems, 'Switch log', 'Backup tape'];
  const after = await itemsOf(ana, all);
  expect(await itemsOf(ben, all)).toEqual(after);
  // Holds: no id collides or changes. A number counts for the laptop that it names.
  expect(new Set(Object.values(after)).size).toBe(5);
  expect(after).toMatchObject(before);
  const [prefixOfAna, prefixOfBen] = ['Switch log', 'Backup tape'].map((name) => after[name]?.slice(3, 5));
  expect(after['Switch log']).toBe(`EV-${String(prefixOfAna)}-004`);
  expect(after['Backup tape']).toBe(`EV-${String(prefixOfBen)}-001`);
  expect(prefixOfBen).not.toBe(prefixOfAna);

  for (const { window: page } of both) {
    await expect(page.getByRole('banner')).toContainText('SEV 1');
    await goTo(page, 'p', 'Playbook');
    await rowsOf(page, `Steps of ${playbook}`, stepSeven).click();
    await page.keyboard.press('Enter');
    const step = dialogOf(page, 'Step 7');
    await expect(step).toContainText('memory of FS01, by Ana');
    await expect(step).toContainText('a file plain and encrypted, by Ben');
    await step.getByRole('button', { name: 'Close' }).last().click();
  }
  const conflictOf = async ({ window: page }: Laptop): Promise<Locator> => {
    await openScreen(page, 'Conflicts');
    return page.getByRole('article', { name: 'Different severities' });
  };
  for (const laptop of both) {
    const conflict = await conflictOf(laptop);
    await expect(conflict).toContainText('two servers');
    await expect(conflict).toContainText('the backup is gone too');
    await expect(conflict.getByRole('listitem').filter({ hasText: 'the backup is gone too' })).toContainText('counts now');
    await expect(laptop.window.getByRole('article', { name: 'Step settled by two people' })).toContainText('NOTICE');
  }

  await test.step('a decision settles the severity, and by the next exchange on both', async () => {
    const conflict = await conflictOf(ana);
    await conflict.getByRole('button', { name: 'Settle by decision' }).click();
    const form = dialogOf(ana.window, /^Settle: /);
    await form.getByRole('radio', { name: /critical/i }).check({ force: true });
    await form.getByRole('textbox', { name: /^Reason|Reason$/ }).fill('without the backup nothing comes back');
    await seal(form, 'Seal the decision');
    await expect(conflict).toContainText('SETTLED');
    await startHub(ana, port);
    await connectAgain(ben);
    for (const laptop of both) {
      const settled = await conflictOf(laptop);
      await expect(settled).toContainText('SETTLED');
      await expect(settled).toContainText(/D-\w\w-\d{3}/);
      await expect(settled).toContainText('without the backup nothing comes back');
      await expect(laptop.window.getByRole('banner')).toContainText('SEV 1');
    }
  });

  const disk = (laptop: Laptop): Locator => rowsOf(laptop.window, 'Evidence', 'External disk');
  const release = { 'To': 'Ben Okoro', 'Purpose': 'Examination', 'Seal number': '88121' };
  await test.step('the disk goes to Ben: refused once, and his only when he accepts it on his laptop', async () => {
    for (const { window } of both) await openItem(window, 'External disk');
    await recordCustody(ana.window, 'Release', release);
    for (const laptop of both) {
      await expect(disk(laptop)).toContainText('In transit to Ben Okoro');
      await expect(disk(laptop)).toContainText('Ana Ruiz');
    }
    await setClocks(both, '2026-12-07T13:05:00Z');
    await recordCustody(ben.window, 'Refuse', { Notes: 'no label on the bag' });
    // Holds: refusing the receipt keeps Ana as custodian.
    for (const laptop of both) {
      await expect(disk(laptop)).toContainText('In custody');
      await expect(disk(laptop)).toContainText('Ana Ruiz');
    }
    await setClocks(both, '2026-12-07T13:10:00Z');
    await recordCustody(ana.window, 'Label', {});
    await recordCustody(ana.window, 'Release', release);
    for (const laptop of both) await expect(disk(laptop)).toContainText('In transit to Ben Okoro');
    await setClocks(both, '2026-12-07T13:14:00Z');
    await recordCustody(ben.window, 'Receive', { 'Seal number': '88121', 'Condition': 'seal closed' });
    for (const laptop of both) {
      await expect(disk(laptop)).toContainText('In custody');
      await expect(disk(laptop)).toContainText('Ben Okoro');
    }
  });

  // Holds: the custody form, printed on either laptop, goes collected by Ana, safe, Ana, Ben, without a gap.
  for (const laptop of both) {
    await expect(inspector(laptop.window).getByText(/Gap in custody/)).toHaveCount(0);
    const form = await custodyFormOf(laptop, freshFolder('form'));
    expect(form).toMatch(/Ana Ruiz[\s\S]*store[\s\S]*88121[\s\S]*release[\s\S]*refuse[\s\S]*release[\s\S]*receive[\s\S]*Ben Okoro/);
    expect(form).toMatch(/Berit\s+Aune, witness/);
    expect(form).not.toContain('Open to question');
  }

  // Holds: the timeline sorts by corrected time; the raw time of FS01 stays in sight.
  for (const { window: page } of both) {
    await goTo(page, 't', 'Timeline');
    const rows = page.getByRole('grid', { name: 'Timeline', exact: true }).getByRole('row').filter({ hasText: /Alert on encryption|First file renamed/ });
    await expect(rows).toHaveCount(2);
    await expect(rows.nth(0)).toContainText('First file renamed');
    await expect(rows.nth(0)).toContainText('07:52:00');
    await expect(rows.nth(0)).toContainText('07:48:48');
    await expect(rows.nth(1)).toContainText('07:50:00');
  }
  expect([...ana.problems, ...ben.problems]).toEqual([]);
});
