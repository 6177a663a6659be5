// Two responders opened one incident apart. Whoever holds both journals is told, and a decision answers it.
import { prepareTwoFounders } from '../../support/twoFounders.ts';
import type { PreparedVault } from '../../support/preparedVault.ts';
import { goTo } from '../../support/goTo.ts';
import { expect, passphrase, test, unlockPrepared } from './window.ts';

const [own, taken] = ['Ransom note on the crane desk', 'Files are locked at the yard'];
let vault: PreparedVault;
test.beforeAll(async () => { vault = await prepareTwoFounders(passphrase); });

test('two journals of one number are said to be perhaps one incident; one goes on, the other becomes its duplicate', async ({ console: window }) => {
  const { page } = window;
  await window.start({ vaults: [vault.folder] });
  await unlockPrepared(page, vault.recoveryKey);
  const incidents = page.getByRole('main', { name: 'Incidents' });
  await expect(incidents.getByRole('row', { name: own })).toContainText(`may be the same incident as INC-2026-0001`);
  await expect(incidents.getByRole('row', { name: own })).toContainText(taken);
  await expect(incidents.getByRole('row', { name: taken })).toContainText('may be the same incident as');

  await incidents.getByRole('row', { name: own }).dblclick();
  await expect(page.getByRole('heading', { name: own, level: 1 })).toBeVisible();
  await page.getByRole('banner').getByRole('button', { name: '1 notice' }).click();
  const card = page.getByRole('list', { name: 'Incidents that may be this one' }).getByRole('article');
  await expect(card).toContainText('Opened on two consoles, with the same number.');
  await expect(page.getByRole('main', { name: 'Conflicts' })).not.toContainText('Nothing contradicts');
  await goTo(page, 'Shift+Y', 'Sync & trust');
  const note = page.getByRole('main', { name: 'Sync & trust' }).getByRole('note').filter({ hasText: taken });
  await expect(note).toContainText('May be the same incident as INC-2026-0001');
  await note.getByRole('button', { name: 'Answer it under Conflicts' }).click();

  await card.getByRole('button', { name: 'Say whether it is' }).click();
  const dialog = page.getByRole('dialog', { name: 'One incident or two' });
  await dialog.getByRole('radio', { name: /^One incident; INC-2026-0001 \([0-9a-f]{8}\) Files are locked at the yard goes on/ }).check({ force: true });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('one attacker, two sites');
  await dialog.getByRole('button', { name: 'Seal the decision' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Settled conflicts and notices' }).getByRole('article')).toContainText(/The same incident as INC-2026-0001.*one attacker, two sites/);
  await expect(page.getByRole('banner').getByText(/notice/)).toHaveCount(0);
  // The other one opens from there and names this one.
  await page.getByRole('list', { name: 'Settled conflicts and notices' }).getByRole('button', { name: `INC-2026-0001 ${taken}` }).click();
  await expect(page.getByRole('heading', { name: taken, level: 1 })).toBeVisible();
  await goTo(page, 'j', 'Journal');
  await expect(page.getByRole('main', { name: 'Journal' })).toContainText(/The same incident; this journal goes on, INC-2026-0001 \([0-9a-f]{8}\) is its duplicate/);
});
