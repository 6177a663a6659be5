// S1, the first thirty minutes at a managed SOC, offline: from the alert to the approved plan, with every clock of the service.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { LogId } from '#base';
import type { Engine } from '#engine';
import { readinessItems, type EntryDraft } from '#domain';
import { processTree } from '../../support/attack.ts';
import { must } from '../../support/engineHarness.ts';
import { goTo } from '../../support/goTo.ts';
import { prepareProfile } from '../../support/preparedProfile.ts';
import { readIncident } from '../../support/readVault.ts';
import { freshFolder, giveToApp, replaceDialog } from '../../support/runtime.ts';
import { launchScenario, type Scenario } from '../../support/scenarioClock.ts';
import { choose, clockRow, openForm, rowsOf, seal, writeLine } from '../../support/scenarioSteps.ts';
import { watchSockets } from '../../support/sockets.ts';
import { unlock } from '../ringA/window.ts';

test.describe.configure({ timeout: 180_000 });

const title = 'Sign-ins from two countries on one account';
const detail = 'Sessions of j.doe in the tenant are being used from abroad';

/** The profile is complete: checks, contacts, channels, a code sheet, and what the customer signed. */
async function prepare(engine: Engine, workspace: LogId): Promise<void> {
  const day = (text: string) => ({ at: Date.parse(text), precision: 'date', zone: 'UTC', offsetMinutes: 0, written: text.slice(0, 10), clockSource: 'device' });
  const contact = { contactKinds: ['security'], emails: [] };
  const channel = { ref: '', channelKind: 'email', dependencies: [], needs: [], state: 'unstated' };
  const entries: readonly (readonly [string, object])[] = [
    ...readinessItems.map((item) => ['readiness-check', { item, outcome: 'complete', signatory: 'Anna Lund' }] as const),
    ['contact', { ...contact, name: 'Arne Lie', order: 1, numbers: ['+47 22 00 01', '+47 90 00 01'] }],
    ['contact', { ...contact, name: 'Berit Dahl', order: 2, numbers: ['+47 22 00 02'] }],
    ['channel', { ...channel, label: 'Company mail', address: 'soc@corp.example', corporate: true }],
    ['channel', { ...channel, label: 'Spare mailbox', address: 'spare@box.example', corporate: false }],
    ['code-sheet', { ref: '', lines: 20, holder: 'Customer desk', state: 'issued' }],
    ['standing-approval', {
      ref: '', title: 'Containment of user accounts', level: 'act', actionKinds: ['disable-account'], systemKinds: [], accountKinds: [], exclusions: ['CORP\\m.solberg', 'Ingrid Berg'], signatory: 'Anna Lund',
      signedAt: day('2026-06-01T00:00:00Z'), validUntil: day('2027-06-01T00:00:00Z'),
    }],
  ];
  for (const [kind, body] of entries) must(await engine.handlers['entry.record']({ log: workspace, draft: { kind, body, occurred: null } as unknown as EntryDraft }));
}

/** Seals a photo taken with the phone. Answers its reference. */
async function sealPhoto(scenario: Scenario, folder: string, name: string): Promise<string> {
  const page = scenario.window;
  page.setDefaultTimeout(20_000);
  const file = path.join(folder, name);
  writeFileSync(file, Buffer.from(`ffd8ffe000104a46494600${Buffer.from(name).toString('hex')}`, 'hex'));
  giveToApp(folder);
  await replaceDialog(scenario.app, 'showOpenDialog', { canceled: false, filePaths: [file] });
  await goTo(page, 'e', 'Evidence');
  const add = await openForm(page, 'e', 'Add evidence');
  await add.getByRole('button', { name: 'Seal 1 file' }).press('Enter');
  const row = rowsOf(page, 'Evidence', name);
  await expect(row).toContainText('In custody');
  return /EV-[A-Z0-9]{2}-\d{3}/.exec(await row.innerText())?.[0] ?? '';
}

/** Amends a field of the incident from its entry in the journal. */
async function amendIncident(page: Page, field: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>): Promise<void> {
  const amend = await openForm(page, 'm', /^Amend/);
  await choose(page, amend, /Field/, field);
  await fill(amend);
  await amend.getByRole('textbox', { name: 'Why it is amended' }).fill('declared at 02:20Z');
  await seal(amend, 'Amend');
}

/** Begins the form of an action that disables an account. */
async function disable(page: Page, target: string) {
  await goTo(page, 'a', 'Actions');
  const dialog = await openForm(page, 'n', 'New action');
  await dialog.getByRole('textbox', { name: 'What', exact: true }).fill(`Disable ${target}`);
  await choose(page, dialog, /Kind/, 'Disable account');
  await dialog.getByRole('textbox', { name: 'Targets' }).fill(target);
  return dialog;
}

test('S1: the first thirty minutes at a managed SOC, offline', async () => {
  const start = await prepareProfile({ start: '2026-12-04T20:00:00Z', prepare });
  const folder = freshFolder('photos');
  const scenario = await launchScenario('2026-12-05T02:10:00Z', start);
  const page = scenario.window;
  page.setDefaultTimeout(20_000);
  // Holds: no socket was opened. Looked at all the time; the test's own debugger is connected already.
  const watching = watchSockets();
  const root = scenario.app.process().pid ?? 0;
  const sockets = new Set<string>();
  let looks = 0;
  const timer = setInterval(() => {
    looks += 1;
    for (const socket of watching.look(() => processTree(root))) sockets.add(socket);
  }, 250);
  await unlock(page);

  // T+0: the alert is typed from a photographed screen.
  await page.getByRole('button', { name: 'New incident' }).first().click();
  const open = page.getByRole('dialog', { name: 'New incident' });
  await open.getByRole('textbox', { name: 'Title' }).fill(title);
  await open.getByRole('textbox', { name: 'Detected at' }).fill('2026-12-05 02:10Z');
  await open.getByRole('checkbox', { name: 'Managed detection and response' }).press('Space');
  await expect(open.getByRole('checkbox', { name: 'Bring in what is prepared' })).toBeChecked();
  await open.getByRole('button', { name: 'Open incident' }).press('Enter');
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  await writeLine(page, '/milestone 02:10Z detected: alert typed from the photographed screen of the console');
  const triage = await clockRow(page, 'Triage and first review');
  await expect(triage).toContainText('running');
  await expect(triage).toContainText('2026-12-05 02:25:00');

  // T+9: triage note. Severity high and the verdict suspected stand since the incident was opened.
  await scenario.setClock('2026-12-05T02:19:00Z');
  await writeLine(page, '/note triage: suspected, severity high; the user is not travelling');
  await writeLine(page, '/milestone triage completed: note of the analyst');
  // The milestone alone proves no review: the clock waits for the assessment.
  await expect(triage).toContainText('running');
  await goTo(page, 'q', 'Assessment');
  const assess = await openForm(page, 'n', 'Assess the incident');
  await assess.getByRole('textbox', { name: 'Reason' }).fill('sessions from two countries at once; the user is not travelling');
  await seal(assess);
  await expect(await clockRow(page, 'Triage and first review')).toContainText(/met/);

  // T+10: declared, a codename, major; corporate channels are distrusted from then on.
  await scenario.setClock('2026-12-05T02:20:00Z');
  await writeLine(page, '/milestone declared: analyst and shift lead');
  await writeLine(page, '/milestone high severity confirmed: two privileged groups');
  await goTo(page, 'j', 'Journal');
  await rowsOf(page, 'Journal', title).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText('Suspected');
  await expect(inspector).toContainText('SEV 2 · high');
  await amendIncident(page, 'Codename', (amend) => amend.getByRole('textbox', { name: 'Codename' }).fill('KELP'));
  await amendIncident(page, 'Major incident', (amend) => amend.getByRole('checkbox', { name: 'Major incident' }).press('Space'));
  await goTo(page, 'Shift+k', 'Channels');
  await expect(rowsOf(page, 'Channels', 'Company mail')).toContainText('Distrusted');
  await expect(rowsOf(page, 'Channels', 'Spare mailbox')).not.toContainText('Distrusted');

  // T+13: the escalation text is relayed by handset on the spare mailbox, with a photo; on the company's mail it is held back.
  await scenario.setClock('2026-12-05T02:23:00Z');
  const photo = await sealPhoto(scenario, folder, 'sent-mail.jpg');
  await goTo(page, 'Shift+m', 'Messages');
  const compose = await openForm(page, 'n', 'Write a message');
  await choose(page, compose, /Kind/, 'Escalation');
  await expect(compose.getByRole('textbox', { name: 'Subject' })).toHaveValue(/^KELP: /);
  await compose.getByRole('textbox', { name: 'Recipients' }).fill('arne@customer.example');
  await compose.getByRole('textbox', { name: 'Brief description' }).fill('An account is used by a stranger. Please call us back.');
  await seal(compose, 'Keep as draft');
  await expect(inspector.getByRole('button', { name: /^Record sending/ })).toBeVisible();
  const send = await openForm(page, 'r', /went out/);
  await send.getByRole('button', { name: /Channel/ }).click();
  await page.getByRole('option', { name: 'Company mail' }).click();
  await expect(send.getByRole('alert').filter({ hasText: 'Company mail: Distrusted. Nothing goes out here yet.' })).toBeVisible();
  await expect(send.getByRole('button', { name: 'Record', exact: true })).toBeDisabled();
  await send.getByRole('button', { name: /Channel/ }).click();
  await page.getByRole('option', { name: 'Spare mailbox' }).click();
  await send.getByRole('textbox', { name: 'When' }).fill('2026-12-05 02:23Z');
  await choose(page, send, /What shows it/, 'Photo');
  await send.getByRole('combobox', { name: 'Evidence item' }).fill(photo);
  await page.getByRole('option', { name: new RegExp(photo) }).click();
  await seal(send, 'Record');

  // T+14 to T+17: nobody, then a voicemail, then the second person, who passes line 14.
  await scenario.setClock('2026-12-05T02:24:00Z');
  await goTo(page, 'h', 'Call sheet');
  const run = await openForm(page, 'c', 'Call run');
  const standing = run.getByRole('status');
  await expect(standing).toContainText('+47 22 00 01');
  await run.getByRole('button', { name: 'No answer' }).press('n');
  await expect(standing).toContainText('+47 90 00 01');
  await scenario.setClock('2026-12-05T02:25:00Z');
  await run.getByRole('textbox', { name: 'What was said' }).fill(detail);
  await run.getByRole('textbox', { name: 'Call-back number' }).fill('+47 55 00 00');
  await expect(run.getByText('On a voicemail say only: “Please call me back on +47 55 00 00, it is about the open appointment.”')).toBeVisible();
  await run.getByRole('button', { name: 'Voicemail' }).press('v');
  await expect(standing).toContainText('Berit Dahl');
  await choose(page, run, /How they prove it/, 'Line of a code sheet');
  await run.getByRole('textbox', { name: 'Line asked for' }).fill('14');
  await expect(run.getByText(/Ask for line 14 of CS-/)).toBeVisible();
  await scenario.setClock('2026-12-05T02:27:00Z');
  await run.getByRole('button', { name: 'No answer' }).press('r');
  await expect(standing).toContainText('Reached: Berit Dahl');
  await run.getByRole('button', { name: 'Close' }).last().press('Enter');
  await expect(run).toHaveCount(0);

  // T+19: what was signed covers a normal user; what may be lost was photographed, or skipped for a reason.
  await scenario.setClock('2026-12-05T02:29:00Z');
  const sessions = await sealPhoto(scenario, folder, 'session-list.jpg');
  const normal = await disable(page, 'j.doe');
  await expect(normal.getByRole('status').first()).toContainText(/Approved beforehand by SA-..-001/);
  await expect(normal.getByRole('radio', { name: /Standing approval/ })).toBeChecked();
  await expect(normal.getByRole('textbox', { name: 'Reference of the approval' })).toHaveValue(/^SA-..-001$/);
  await choose(page, normal, /Sessions/, 'Done');
  await normal.getByRole('textbox', { name: /Where it is/ }).fill(sessions);
  await choose(page, normal, /Sign-in log/, 'Skipped');
  await expect(normal.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await normal.getByRole('textbox', { name: 'Skipped because' }).fill('offline');
  await seal(normal);
  await expect(inspector).toContainText('offline');
  // An executive who is excluded: refused on that ground, asked for, approved by word of mouth with the reference read back.
  const executive = await disable(page, 'M.Solberg@corp');
  await expect(executive.getByRole('status').first()).toContainText('M.Solberg@corp is excluded in SA-');
  await executive.getByRole('radio', { name: /Standing approval/ }).press('Space');
  await executive.getByRole('textbox', { name: 'Reference of the approval' }).fill('PA-03');
  await expect(executive.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await executive.getByRole('radio', { name: /Not stated/ }).press('Space');
  await executive.getByRole('button', { name: 'Seal entry' }).press('Enter');
  const ask = page.getByRole('dialog', { name: 'Ask for approval' });
  await ask.getByRole('textbox', { name: 'Approver' }).fill('Anna Lund');
  await seal(ask, 'Record the request');
  await goTo(page, 'x', 'Approvals');
  const request = page.getByRole('grid', { name: 'Approvals' }).getByRole('row', { name: /AP-/ });
  await request.click();
  await expect(inspector.getByRole('button', { name: 'Record the answer' })).toBeVisible();
  const answer = await openForm(page, 'a', /Answer to AP-/);
  await answer.getByRole('checkbox', { name: 'By word of mouth' }).press('Space');
  await answer.getByRole('checkbox', { name: /read back/ }).press('Space');
  await seal(answer);
  await expect(request).toContainText('Approved');
  const verbal = await clockRow(page, 'Confirm in writing what was approved by word of mouth');
  await expect(verbal).toContainText('running');
  await expect(verbal).toContainText(/2026-12-05 03:(?:29|30)/);

  // T+21: the coordinator accepts.
  await scenario.setClock('2026-12-05T02:31:00Z');
  await goTo(page, 'w', 'Roles and shifts');
  const assign = await openForm(page, 'n', 'Assign a role');
  await assign.getByRole('textbox', { name: 'Person' }).fill('Ana Ek');
  await seal(assign);
  const coordinator = rowsOf(page, 'Roles and shifts', 'Ana Ek');
  await expect(coordinator).toContainText('asked');
  await coordinator.click();
  await page.keyboard.press('a');
  await expect(coordinator).toContainText('active');

  // Before T+22: the bridge, with a roll-call of four who prove who they are.
  await goTo(page, 'Shift+b', 'Bridge');
  const bridge = await openForm(page, 'n', 'Open a bridge');
  await bridge.getByRole('textbox', { name: 'Name of the bridge' }).fill('KELP');
  await bridge.getByRole('textbox', { name: 'Host' }).fill('Ana Ek');
  await seal(bridge);
  await expect(inspector.getByRole('button', { name: /^Roll-call/ })).toBeVisible();
  const roll = await openForm(page, 'r', 'Roll-call: KELP');
  const person = roll.getByRole('textbox', { name: 'Person' });
  for (const [index, name] of ['Ana Ek', 'Kari Moen', 'Berit Dahl', 'Cem Ay'].entries()) {
    await expect(person).toHaveValue('');
    await person.fill(name);
    await person.press('Enter');
    await expect(roll.getByRole('status')).toContainText(`${index + 1} of ${index + 1} on it, all verified`);
  }
  await roll.getByRole('button', { name: 'Close' }).last().press('Enter');

  // T+55: the first plan is approved, 45 minutes after the declaration, where 4 hours are allowed.
  await scenario.setClock('2026-12-05T03:05:00Z');
  await goTo(page, 'Shift+p', 'Response plan');
  const plan = await openForm(page, 'n', 'Response plan, version 1');
  await plan.getByRole('textbox', { name: 'Situation' }).fill('One account is used by a stranger; an executive is a target');
  await plan.getByRole('textbox', { name: 'Objectives' }).fill('Keep the stranger out');
  await plan.getByRole('textbox', { name: 'Approved by' }).fill('Ana Ek');
  await seal(plan);
  await expect(page.getByText(/^45 min.* after the declaration; owed within 4 h/)).toBeVisible();

  // Holds: clock times equal vector 2, and every stop names its record.
  const vector: readonly (readonly [string, RegExp])[] = [
    ['Triage and first review', /02:25:00/], ['First escalation by e-mail', /02:25:/], ['First call in the contact order', /02:28:00/], ['Name the incident coordinator', /02:32:/],
    ['Open the bridge with a roll-call', /02:32:/], ['Substantive response to the customer', /02:50:/], ['Approve the response plan', /06:20:/],
  ];
  for (const [clock, due] of vector) {
    const row = await clockRow(page, clock);
    await expect(row).toContainText(due);
    await expect(row).toContainText(/^met(?! late)/);
    await expect(row).toContainText(/entry \d+/);
  }
  // Holds: the voicemail carries no detail, neither in the record nor anywhere else.
  await goTo(page, 'c', 'Communications');
  await expect(rowsOf(page, 'Communications', 'Please call me back on +47 55 00 00, it is about the open appointment.')).toHaveCount(1);
  // Holds: the journal verifies.
  await goTo(page, 'v', 'Integrity');
  await page.keyboard.press('Shift+V');
  await expect(page.getByText('Everything that was checked holds')).toBeVisible({ timeout: 60_000 });
  // Holds: no socket was opened.
  clearInterval(timer);
  expect(looks).toBeGreaterThan(40);
  expect([...sockets]).toEqual([]);
  expect(scenario.problems).toEqual([]);
  await scenario.close();
  const { rows } = await readIncident(start, title);
  expect(rows.filter((row) => row.text.includes('appointment'))).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(detail);
});
