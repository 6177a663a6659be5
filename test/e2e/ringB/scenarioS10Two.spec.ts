// S10, the lost laptop: A7 is stolen and its device removed on B3; what an old backup of A7 writes afterwards is set apart; a new laptop C1 gets all that was ever synced.
import path from 'node:path';
import { test, type Locator, type Page } from '@playwright/test';
import { prepareProfile } from '../../support/preparedProfile.ts';
import { freshFolder } from '../../support/runtime.ts';
import { admitFrom, carry, closeLaptops, exportTo, importFrom, inviteByWords, makeRequest, openLaptop, prepareTeam, removeMember } from '../../support/twoConsoles.ts';
import { expect, expectInJournal, openScreen, recordLine, reopenIncident } from '../../support/vaultSteps.ts';

test.describe.configure({ timeout: 240_000 });
test.afterEach(closeLaptops);

const incident = 'File servers encrypted';
const synced = ['Backups are encrypted too', 'Snapshots of Friday are whole'];
const line = (page: Page, text: string): Locator => page.getByRole('main', { name: 'Journal' }).getByRole('row').filter({ hasText: text });

test('S10: a stolen laptop is removed, what its backup writes later is set apart, and a new laptop holds all that was synced', async () => {
  const { founder, colleagues: [colleague] } = await prepareTeam(
    { incident, lines: [synced[0] ?? ''], operator: { name: 'Ana Ruiz', initials: 'AR', role: 'Incident handler' }, start: '2026-12-09T08:00:00Z' },
    [{ operator: { name: 'Ben Okoro', initials: 'BO', role: 'Analyst' }, role: 'admin' }],
  );
  if (colleague === undefined) throw new Error('nobody was invited');
  const [a7, b3] = await Promise.all([openLaptop(founder, '2026-12-09T08:30:00Z'), openLaptop(colleague, '2026-12-09T08:30:00Z')]);

  // The last exchange before the loss. What A7 wrote after it was never synced.
  await reopenIncident(a7.window, incident);
  await recordLine(a7.window, synced[1] ?? '');
  const stick = freshFolder('stick');
  await exportTo(a7, stick);
  const came = await importFrom(b3, stick, incident);
  await came.getByRole('button', { name: 'Open' }).click();
  await expectInJournal(b3.window, synced);
  await a7.kill();

  // T+5: A7 is stolen; its device is removed on B3.
  await b3.setClock('2026-12-09T09:05:00Z');
  await removeMember(b3, 'Ana Ruiz', 'Laptop stolen on the train');
  await recordLine(b3.window, 'New passwords are set');

  // The vault of A7, opened elsewhere, knows nothing of that and goes on. Its stick comes to B3.
  const backup = await openLaptop(founder, '2026-12-09T10:00:00Z');
  await reopenIncident(backup.window, incident);
  await recordLine(backup.window, 'All clear, stand down');
  expect(await carry(backup, b3, incident)).toBeGreaterThan(0);
  await openScreen(b3.window, 'Members');
  await expect(b3.window.getByRole('table', { name: 'Removed' })).toContainText(/\d+ entr(?:y|ies) after its removal/);
  await openScreen(b3.window, 'Journal');
  await expect(line(b3.window, 'All clear, stand down')).toContainText('after removal');
  for (const text of synced) await expect(line(b3.window, text)).not.toContainText('after removal');

  // Day 2: a new laptop is admitted by B3 and gets what B3 holds: all that was ever synced, and what came late is set apart there too.
  await b3.setClock('2026-12-10T08:00:00Z');
  const c1 = await openLaptop(await prepareProfile({ name: 'Vault of C1', operator: { name: 'Ana Ruiz', initials: 'AR', role: 'Incident handler' }, start: '2026-12-10T07:00:00Z' }), '2026-12-10T08:00:00Z');
  const request = path.join(freshFolder('request'), 'request.hfj');
  const words = await inviteByWords(b3, 'Ana on C1');
  await admitFrom(b3, request, 'Ana Ruiz', await makeRequest(c1, words, request));
  const restore = freshFolder('stick');
  await exportTo(b3, restore);
  await (await importFrom(c1, restore, incident)).getByRole('button', { name: 'Open' }).click();
  // Holds: no entry is lost that was ever synced.
  await expectInJournal(c1.window, [...synced, 'New passwords are set']);
  await expect(line(c1.window, 'All clear, stand down')).toContainText('after removal');
  for (const text of [...synced, 'New passwords are set']) await expect(line(c1.window, text)).not.toContainText('after removal');

  // What was sealed after the removal stays closed to A7, whatever is carried there.
  await openScreen(backup.window, 'Journal');
  await expect(line(backup.window, 'New passwords are set')).toHaveCount(0);
  expect([...b3.problems, ...backup.problems, ...c1.problems]).toEqual([]);
});
