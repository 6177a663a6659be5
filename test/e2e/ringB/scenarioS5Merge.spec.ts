// S5, what day two brings together: two laptops that wrote apart, a stick that was tampered with, a network that is refused, a cable that is pulled, and what contradicts settled by a decision that reaches everybody.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, connect, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { test, type Locator, type Page } from '@playwright/test';
import type { EntityId, LogId, UnixMs } from '#base';
import { openVaultFolder } from '#disk';
import type { EntryDraft, Occurred } from '#domain';
import { startServer, type RunningServer } from '#server';
import { serverFingerprint, voucherText } from '#sync';
import { deviceOf, framesOnDisk, writeParts } from '../../integration/bundle/kit.ts';
import { ask, must, note, type Running } from '../../support/engineHarness.ts';
import { goTo } from '../../support/goTo.ts';
import { openPrepared } from '../../support/openPrepared.ts';
import type { PreparedProfile, Story } from '../../support/preparedProfile.ts';
import { freshFolder, giveToApp } from '../../support/runtime.ts';
import { tamperNewestFrame } from '../../support/tamperFrame.ts';
import { allSynced, carry, closeLaptops, connectAgain, dialogOf, importFrom, openLaptop, prepareTeam, type Laptop } from '../../support/twoConsoles.ts';
import { expect, expectInJournal, incidentList, openScreen, reopenIncident } from '../../support/vaultSteps.ts';

test.describe.configure({ timeout: 240_000 });
const servers = new Set<RunningServer>();
const cables = new Set<Cable>();
test.afterEach(async () => {
  await closeLaptops();
  for (const cable of cables) cable.end();
  for (const server of servers) await server.close();
  cables.clear();
  servers.clear();
});

const title = 'Customer tables read';
const dayTwo = '2026-11-22T08:00:00Z';
const at = (instant: string): Occurred => ({ at: Date.parse(instant) as UnixMs, precision: 'second', zone: 'UTC', offsetMinutes: 0, written: instant, clockSource: 'device' });
const network = (page: Page): Locator => page.getByRole('region', { name: 'Network', exact: true });
const conflict = (page: Page, name: string): Locator => page.getByRole('list', { name: 'Open conflicts and notices' }).getByRole('article', { name });

/** A cable to a server that can be pulled: after so many bytes that went out, or not at all. */
interface Cable { readonly port: number; readonly sent: () => number; readonly cutAfter: (bytes: number | null) => void; readonly end: () => void }
async function layCable(target: number): Promise<Cable> {
  let [sent, limit]: [number, number | null] = [0, null];
  const sockets = new Set<Socket>();
  const listener: Server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => { near.destroy(); far.destroy(); });
    }
    near.on('data', (bytes: Buffer) => {
      sent += bytes.length;
      if (limit === null || sent < limit) far.write(bytes);
      else for (const socket of sockets) socket.destroy();
    });
    far.pipe(near);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  const cable: Cable = { port: typeof address === 'object' && address !== null ? address.port : 0, sent: () => sent, cutAfter: (bytes) => { [sent, limit] = [0, bytes]; }, end: () => { for (const socket of sockets) socket.destroy(); listener.close(); } };
  cables.add(cable);
  return cable;
}

async function dayOne({ record }: Story): Promise<void> {
  for (const kind of ['discovered', 'confirmed', 'customerImpactConfirmed'] as const) await record('milestone', { milestone: kind, basis: 'seen in the audit log' });
  await record('contact', { name: 'Desk of the customer', contactKinds: [], numbers: ['+47 11 11 11 11'], emails: [] });
}

interface Own { readonly contained: string; readonly basis: string; readonly number: string; readonly notified: string; readonly called: string; readonly lines: number }
/** What one console wrote while the other was not there. */
async function writeApart({ engine }: Pick<Running, 'engine'>, running: Running, log: LogId, who: string, { contained, basis, number, notified, called, lines }: Own): Promise<void> {
  const record = async (draft: EntryDraft): Promise<EntityId> => must(await engine.handlers['entry.record']({ log, draft })).entryId as string as EntityId;
  const [contact] = await ask(running, 'entities', { log, kind: 'contact', filter: {} });
  if (contact === undefined) throw new Error('there is no contact');
  await record({ kind: 'milestone', occurred: at(contained), body: { milestone: 'contained', basis } });
  await record({ kind: 'amend', occurred: null, body: { target: contact.id, field: 'numbers', value: JSON.stringify([number]), reason: 'a new number' } });
  const message = await record({ kind: 'message', occurred: null, body: { ref: '', template: 'customer-notification', subject: `Notice by ${who}`, recipients: ['security@customer.example'], description: 'Tables were read.', impact: '1,200 records.', measures: 'Keys revoked.' } });
  await record({ kind: 'communication', occurred: at(notified), body: { direction: 'out', communicationKind: 'notification', counterpart: 'Customer', text: `Notice sent by ${who}`, message } });
  await record({ kind: 'communication', occurred: at(called), body: { direction: 'out', communicationKind: 'notification', counterpart: 'Customer', channel: number, text: `Customer called by ${who}`, outcome: 'reached', transport: 'spoken' } });
  for (let line = 1; line <= lines; line += 1) await record(note(`${who} writes line ${String(line)}`));
}

/** Two vaults that share a day, and what each wrote on its own since; and a copy of the second's stick in which one entry was changed. */
async function prepareApart(): Promise<{ readonly founder: PreparedProfile; readonly second: PreparedProfile; readonly tampered: string; readonly entries: readonly [number, number] }> {
  const { founder, colleagues: [second], log } = await prepareTeam({
    incident: title, start: '2026-11-21T06:00:00Z', operator: { name: 'Ana Ek', initials: 'AE' }, body: { exercise: false, tlp: 'AMBER', zone: 'UTC', clockProfiles: ['customer-contract'] }, tell: dayOne,
  }, [{ operator: { name: 'Ben Sol', initials: 'BS' }, role: 'writer' }]);
  if (second === undefined) throw new Error('nobody was invited');
  const [ana, ben] = [await openPrepared(founder, '2026-11-21T10:00:00Z'), await openPrepared(second, '2026-11-21T12:00:00Z')];
  const stick = freshFolder('stick');
  const { grant } = must(await ana.vault.addBundleFolder(stick));
  must(await ana.engine.handlers['bundle.export']({ log, folder: grant, recipients: [(await deviceOfBen()).hex], carry: 'all', evidence: false }));
  must(await ben.engine.handlers['bundle.import']({ grants: [must(await ben.vault.addBundleFiles(stick)).grant] }));
  await writeApart(ana, ana, log, 'Ana', { contained: '2026-11-21T09:40:00Z', basis: 'the firewall rule', number: '+47 22 22 22 22', notified: '2026-11-21T08:00:00Z', called: '2026-11-21T08:10:00Z', lines: 70 });
  await writeApart(ben, ben, log, 'Ben', { contained: '2026-11-21T09:10:00Z', basis: 'the switch port', number: '+47 33 33 33 33', notified: '2026-11-21T08:30:00Z', called: '2026-11-21T08:40:00Z', lines: 40 });
  const counts = await Promise.all([ana, ben].map(async (running) => (await ask(running, 'incident', { log }))?.entries ?? 0));
  const frames = await framesOnDisk(ben, log);
  await ana.end();
  await ben.end();
  const copy = path.join(freshFolder('copy'), 'vault');
  cpSync(second.vault, copy, { recursive: true });
  rmSync(path.join(copy, 'lock'), { force: true });
  tamperNewestFrame(copy, log);
  const hostile = must(await openVaultFolder({ path: copy, hostStateDir: freshFolder('host'), ballastBytes: 0 }));
  const tampered = freshFolder('tampered');
  await writeParts({ vault: hostile }, { device: await deviceOf(second.vault, second.recoveryKey) }, log, tampered, [{ device: await deviceOf(founder.vault, founder.recoveryKey) }], [frames]);
  await hostile.close();
  for (const { profileDir, home } of [founder, second]) for (const place of [profileDir, home]) giveToApp(place);
  giveToApp(tampered);
  return { founder, second, tampered, entries: [counts[0] ?? 0, counts[1] ?? 0] };

  async function deviceOfBen(): Promise<{ readonly hex: string }> {
    const { members } = await ask(ana, 'members', { log });
    const found = members.find(({ own }) => !own);
    if (found === undefined) throw new Error('Ben was not admitted');
    return { hex: found.device };
  }
}

async function pairFrom(page: Page, address: string, fingerprint: string): Promise<Locator> {
  await openScreen(page, 'Sync & trust');
  await network(page).getByRole('button', { name: 'Pair a server' }).click();
  const dialog = dialogOf(page, 'Pair a server');
  await dialog.getByRole('textbox', { name: 'Name for this server' }).fill('Day two');
  await dialog.getByRole('textbox', { name: 'Address' }).fill(address);
  await dialog.getByRole('textbox', { name: 'Fingerprint' }).fill(fingerprint);
  await dialog.getByRole('button', { name: 'Allow and pair' }).click();
  return dialog;
}

/** How many frames the server has taken. */
function stored(server: RunningServer): number {
  return Number(/holdfast_frames_total\{outcome="stored"\} (\d+)/.exec(server.metrics.text({}))?.[1] ?? 0);
}

async function entriesOf({ window }: Laptop): Promise<number> {
  await openScreen(window, 'Journal');
  const count = await window.getByRole('grid', { name: 'Journal' }).getAttribute('aria-rowcount');
  return Number(count) - 1;
}

test('S5: what two laptops wrote apart meets at a server and on sticks, and is settled for all', async () => {
  const { founder, second, tampered, entries } = await prepareApart();
  const data = path.join(freshFolder('server'), 'data');
  mkdirSync(path.dirname(data), { recursive: true });
  const server = must(await startServer({ data, address: { host: '127.0.0.1', port: 0 }, settings: { reserveBytes: 0 } }));
  servers.add(server);
  const cable = await layCable(server.address.port);
  const address = `127.0.0.1:${String(cable.port)}`;
  const fingerprint = serverFingerprint(server.identity.signer.identity, server.identity.tls.pin);
  let ana = await openLaptop(founder, dayTwo);
  const ben = await openLaptop(second, dayTwo);
  for (const [laptop, count] of [[ana, entries[0]], [ben, entries[1]]] as const) {
    await expect(incidentList(laptop.window).getByRole('row', { name: title })).toContainText(`${String(count)} entries`);
    await reopenIncident(laptop.window, title);
  }
  // Nothing contradicts on either side while each is alone.
  await expect(ana.window.getByRole('banner').getByText(/conflict|notice/)).toHaveCount(0);

  await test.step('T+0: Ben is on a network that nothing goes over: he does not get to the server', async () => {
    await openScreen(ben.window, 'Sync & trust');
    await network(ben.window).getByRole('button', { name: 'Refuse this network' }).click();
    const refuse = dialogOf(ben.window, 'Nothing goes over this network');
    await refuse.getByRole('textbox').first().fill('Guest Wi-Fi');
    await refuse.getByRole('textbox', { name: 'Why' }).fill('the attacker reads this segment');
    await refuse.getByRole('button', { name: 'Refuse it' }).click();
    await expect(refuse).toHaveCount(0);
    const pairing = await pairFrom(ben.window, address, fingerprint);
    await expect(pairing.getByRole('alert')).toContainText('nothing goes over this network');
    await pairing.getByRole('button', { name: 'Cancel' }).click();
    // Not even a pairing left this laptop.
    expect([cable.sent(), server.listener.connections()]).toEqual([0, 0]);
    expect(server.metrics.text({})).not.toMatch(/holdfast_(?:requests|connections)_total\{/);
  });

  await test.step('T+9: an entry that was changed on the way is left out and told; the rest of the stick is taken', async () => {
    await openScreen(ana.window, 'Sync & trust');
    const came = await importFrom(ana, tampered, title);
    await expect(came).toContainText('1 frame was refused: it does not hold');
    await came.getByRole('button', { name: 'Close' }).last().click();
    await expectInJournal(ana.window, ['Ben writes line 39']);
    await expect(ana.window.getByRole('main', { name: 'Journal' }).getByRole('row').filter({ hasText: 'Ben writes line 40' })).toHaveCount(0);
    await expect(ana.window.getByRole('main', { name: 'Journal' }).getByRole('row').filter({ hasText: /1 frame of bundle [0-9a-f]{8} did not verify and was left out/ })).toHaveCount(1);
  });

  await test.step('T+6: sticks make one journal of both', async () => {
    expect(await carry(ben, ana, title)).toBeGreaterThan(0);
    expect(await carry(ana, ben, title)).toBeGreaterThan(0);
    await expectInJournal(ana.window, ['Ben writes line 40']);
  });

  await test.step('what contradicts is counted in the header and stands side by side', async () => {
    for (const { window: page } of [ana, ben]) {
      await page.getByRole('banner').getByRole('button', { name: '1 conflict' }).click();
      await expect(conflict(page, 'Two instants: Contained')).toContainText('the firewall rule');
      await expect(conflict(page, 'Two instants: Contained').getByRole('listitem').filter({ hasText: 'counts now' })).toContainText(/09:10:00.*Contained: the switch port/);
      await expect(conflict(page, 'Clock stopped twice: A.CUST.NOTIFY').getByRole('listitem').filter({ hasText: 'counts now' })).toHaveText([/Notice sent by Ana/, /Customer called by Ana/]);
      await expect(conflict(page, 'Clock stopped twice: A.CUST.NOTIFY')).toContainText('Customer called by Ben');
      await expect(conflict(page, 'Ways to reach a contact changed apart').getByRole('listitem').filter({ hasText: 'counts now' })).toHaveText([/\+47 22 22 22 22/, /\+47 33 33 33 33/]);
    }
  });

  await test.step('a decision and two attestations settle it on Ana’s', async () => {
    const page = ana.window;
    await openScreen(page, 'Conflicts');
    await expect(conflict(page, 'Two instants: Contained').getByRole('button', { name: 'Settle by decision' })).toBeVisible();
    await page.keyboard.press('j');
    await page.keyboard.press('d');
    const settle = dialogOf(page, 'Settle: Two instants: Contained');
    await settle.getByRole('radio', { name: /the switch port/ }).check({ force: true });
    await settle.getByRole('textbox', { name: 'Reason' }).fill('the port went down first, the rule came later');
    await settle.getByRole('button', { name: 'Seal the decision' }).click();
    await expect(settle).toHaveCount(0);
    await expect(conflict(page, 'Two instants: Contained')).toHaveCount(0);
    for (const name of ['Clock stopped twice: A.CUST.NOTIFY', 'Ways to reach a contact changed apart']) {
      await conflict(page, name).getByRole('button', { name: 'Attest' }).click();
      await dialogOf(page, `Attest: ${name}`).getByRole('button', { name: 'Seal the attestation' }).click();
      await expect(conflict(page, name)).toHaveCount(0);
    }
    await expect(page.getByRole('banner').getByText(/conflict|notice/)).toHaveCount(0);
    await expect(page.getByRole('list', { name: 'Settled conflicts and notices' }).getByRole('article')).toHaveCount(3);
  });

  await test.step('T+20: the cable is pulled on the way; after a restart it goes on, and each frame is there once', async () => {
    const dialog = await pairFrom(ana.window, address, fingerprint);
    await expect(dialog).toHaveCount(0);
    await connectAgain(ana);
    cable.cutAfter(60_000);
    await network(ana.window).getByRole('button', { name: 'Put it on the server' }).click();
    await dialogOf(ana.window, /on the server$/).getByRole('textbox', { name: 'Voucher' }).fill(voucherText(server.firstVoucher ?? new Uint8Array(1)));
    await dialogOf(ana.window, /on the server$/).getByRole('button', { name: 'Put it there' }).click();
    await expect.poll(() => cable.sent()).toBeGreaterThanOrEqual(60_000);
    await ana.kill();
    cable.cutAfter(null);
    ana = await openLaptop(founder, '2026-11-22T08:20:00Z');
    await reopenIncident(ana.window, title);
    await connectAgain(ana);
    expect(stored(server)).toBe(await allSynced(ana));
  });

  await test.step('the decision comes to Ben by a stick, and over a cable all of them hold the same', async () => {
    await carry(ana, ben, title);
    await goTo(ben.window, 'Shift+x', 'Conflicts');
    await expect(ben.window.getByRole('main', { name: 'Conflicts' })).toContainText('Nothing contradicts');
    await expect(ben.window.getByRole('list', { name: 'Settled conflicts and notices' })).toContainText('the port went down first, the rule came later');
    await openScreen(ben.window, 'Sync & trust');
    await network(ben.window).getByRole('table', { name: 'Networks' }).getByRole('button', { name: 'Forget' }).click();
    await expect(network(ben.window).getByRole('table', { name: 'Networks' })).toHaveCount(0);
    await expect(await pairFrom(ben.window, address, fingerprint)).toHaveCount(0);
    await connectAgain(ben);
    await expect(async () => {
      const held = [await allSynced(ben), await allSynced(ana), stored(server)];
      expect(new Set(held).size, held.join(' ')).toBe(1);
    }).toPass({ timeout: 60_000 });
    expect(await entriesOf(ben)).toBe(await entriesOf(ana));
  });
  expect([...ana.problems, ...ben.problems]).toEqual([]);
});
