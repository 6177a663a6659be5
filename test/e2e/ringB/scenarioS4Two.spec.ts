// S4, four eyes with a laptop each: Dee writes the notice to the customer on hers, legal approves it on B3, and it counts on hers when it has arrived.
import { test, type Locator, type Page } from '@playwright/test';
import { goTo } from '../../support/goTo.ts';
import { plugPrinter } from '../../support/paperPrinter.ts';
import { rowsOf } from '../../support/scenarioSteps.ts';
import { carry, closeLaptops, exportTo, importFrom, openLaptop, prepareTeam, setClocks } from '../../support/twoConsoles.ts';
import { freshFolder } from '../../support/runtime.ts';
import { expect, reopenIncident } from '../../support/vaultSteps.ts';

test.describe.configure({ timeout: 180_000 });
test.afterEach(closeLaptops);

const incident = 'Records read from the customer store';
const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' });

async function openMessage(page: Page): Promise<void> {
  await goTo(page, 'Shift+m', 'Messages');
  await rowsOf(page, 'Messages', 'KELP').click();
}

test('S4: legal approves on a second laptop what Dee wrote on hers, and nobody who wrote it can', async () => {
  const { founder, colleagues: [second] } = await prepareTeam({
    incident, start: '2026-12-06T15:00:00Z', operator: { name: 'Dee Oduya', initials: 'DO', role: 'Customer liaison' }, body: { codename: 'KELP', exercise: false, tlp: 'AMBER', zone: 'UTC' },
    tell: async ({ record }) => {
      await record('message', {
        ref: '', template: 'customer-notification', subject: 'KELP', recipients: ['security@customer.example'], description: 'A stranger read tables of the customer store.',
        impact: '10,000 to 12,000 records (likely).', measures: 'Key of the stranger revoked.',
      });
    },
  }, [{ operator: { name: 'Liv Brandt', initials: 'LB', role: 'Legal counsel' }, role: 'writer' }]);
  if (second === undefined) throw new Error('nobody was invited');
  const [dee, legal] = await Promise.all([openLaptop(founder, '2026-12-06T16:20:00Z'), openLaptop(second, '2026-12-06T16:20:00Z')]);
  const printer = await plugPrinter(dee.app);

  // Four eyes: her own approval is refused where she types it.
  await reopenIncident(dee.window, incident);
  await openMessage(dee.window);
  await inspector(dee.window).getByRole('button', { name: /^Approve/ }).click();
  const own = dee.window.getByRole('dialog', { name: /^Approve M-/ });
  await own.getByRole('textbox', { name: 'Who approves' }).fill('Dee Oduya');
  await expect(own.getByRole('button', { name: 'Seal entry' })).toBeDisabled();
  await dee.window.keyboard.press('Escape');
  await expect(own).toHaveCount(0);

  const stick = freshFolder('stick');
  await exportTo(dee, stick);
  await (await importFrom(legal, stick, incident)).getByRole('button', { name: 'Open' }).click();
  // Keys lead to screens only once the incident is there.
  await expect(legal.window.getByRole('heading', { name: incident, level: 1 })).toBeVisible();
  await expect(legal.window.getByRole('dialog')).toHaveCount(0);
  await setClocks([dee, legal], '2026-12-06T16:25:00Z');
  await openMessage(legal.window);
  await inspector(legal.window).getByRole('button', { name: /^Approve/ }).click();
  const approve = legal.window.getByRole('dialog', { name: /^Approve M-/ });
  await approve.getByRole('textbox', { name: 'Who approves' }).fill('Liv Brandt');
  await approve.getByRole('button', { name: 'Seal entry' }).click();
  await expect(inspector(legal.window).getByText(/Approved by Liv Brandt, /)).toBeVisible();

  // Until it has come, Dee's laptop knows of no approval.
  await openMessage(dee.window);
  await expect(inspector(dee.window).getByText(/Approved by/)).toHaveCount(0);
  expect(await carry(legal, dee, incident)).toBeGreaterThan(0);
  await openMessage(dee.window);
  await expect(inspector(dee.window).getByText(/Approved by Liv Brandt, 2026-12-06 16:25/)).toBeVisible();
  // The approval was sealed on the other laptop, by the person who gave it.
  await goTo(dee.window, 'j', 'Journal');
  await expect(dee.window.getByRole('main', { name: 'Journal' }).getByRole('row').filter({ hasText: 'Liv Brandt' }).first()).toBeVisible();
  await openMessage(dee.window);
  await inspector(dee.window).getByRole('button', { name: /^Print/ }).click();
  const { text } = await printer.next();
  expect(text).toContain('TLP:AMBER');
  expect(text).toMatch(/by Liv Brandt, 2026-12-06T16:25Z/);
  expect([...dee.problems, ...legal.problems]).toEqual([]);
});
