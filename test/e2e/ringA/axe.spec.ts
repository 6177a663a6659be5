import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';
import { createVault, expect, startDemo, test } from './window.ts';

test.describe.configure({ timeout: 150_000 });

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screens = [
  'Overview', 'Intake', 'Alerts', 'Assessment', 'Journal', 'Timeline', 'Evidence', 'Actions', 'Approvals', 'Decisions', 'Communications', 'Messages', 'Updates', 'Call sheet', 'Channels', 'Bridge', 'Systems', 'Accounts', 'Data', 'Indicators',
  'Findings', 'Root cause', 'Recovery', 'Attack graph', 'Swimlane', 'Roles and shifts', 'Members', 'Response plan', 'Clocks', 'Playbook', 'Tasks', 'Milestones', 'Situation reports', 'Shift hand-over', 'Regulators', 'Closing and learning', 'Reports', 'Integrity', 'Conflicts', 'Sync & trust',
];

/** A theme changes colours and nothing else: all rules look at the dark one, those of colour at the light one too. */
const rulesOf = { dark: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], light: ['color-contrast', 'link-in-text-block'] } as const;
type Theme = keyof typeof rulesOf;

/** What axe finds on the page now: rule, and the elements that break it. */
async function findings(page: Page, theme: Theme): Promise<readonly string[]> {
  // Through the debugger: the policy of the page runs no foreign script, and must not be loosened for the test.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(async (rules) => {
    // The widget library speaks through an invisible element of its own that is gone in seconds.
    const results = await window.axe.run({ exclude: [['[data-live-announcer]']] }, { runOnly: rules, resultTypes: ['violations'] });
    return results.violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`));
  }, [...rulesOf[theme]]);
}

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing on the first pages, ${theme}`, async ({ console: window }) => {
    const { page } = window;
    await window.start({ preferences: { theme } });
    await expect(page.getByText('Self-test passed')).toBeVisible();
    expect(await findings(page, theme)).toEqual([]);
    await page.getByRole('button', { name: 'New vault' }).click();
    expect(await findings(page, theme)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await createVault(page);
    expect(await findings(page, theme)).toEqual([]);
    await page.keyboard.press('n');
    await expect(page.getByRole('dialog', { name: 'New incident' })).toBeVisible();
    expect(await findings(page, theme)).toEqual([]);
    await page.keyboard.press('Control+l');
    await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible();
    expect(await findings(page, theme)).toEqual([]);
  });

  test(`axe finds nothing on any screen of an incident, ${theme}`, async ({ console: window }) => {
    test.setTimeout(180_000);
    const { page } = window;
    await startDemo(window, { preferences: { theme } });
    // A hub is on, so that its mark and its section are looked at too.
    await page.evaluate(() => self.fake?.push('hub.changed', {
      state: 'on', ended: null,
      running: { address: '192.0.2.7:8443', fingerprint: '0123 4567 89ab cdef 0000', pairing: `HFA1:192.0.2.7:8443:${'AB'.repeat(32)}:${'CD'.repeat(32)}`, voucher: 'ABCDEFGH-ABCDEFGH', logs: 1, broken: 1, connections: 2 },
    }));
    const found: string[] = [];
    for (const name of screens) {
      await page.getByRole('navigation').getByRole('button', { name: new RegExp(`^${name}( |$|\\d)`) }).first().click();
      await expect(page.getByRole('main', { name, exact: true })).toBeVisible();
      await page.waitForTimeout(200);
      const rows = page.getByRole('main').getByRole('row');
      if (await rows.count() > 2) await rows.nth(2).click();
      found.push(...(await findings(page, theme)).map((finding) => `${name}: ${finding}`));
    }
    expect(found).toEqual([]);
  });

  test(`axe finds nothing on palette, key sheet, settings and about, ${theme}`, async ({ console: window }) => {
    const { page } = window;
    await startDemo(window, { preferences: { theme } });
    const found: string[] = [];
    for (const [name, command] of [['Find and run', null], ['Keys', 'show the keys'], ['Settings', 'preferences'], ['Settings', 'ways to open'], ['About Holdfast', 'about']] as const) {
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog', { name: 'Find and run' })).toBeVisible();
      if (command !== null) {
        await page.keyboard.type(command);
        await page.keyboard.press('Enter');
      }
      await expect(page.getByRole('dialog', { name })).toBeVisible();
      await page.waitForTimeout(200);
      found.push(...(await findings(page, theme)).map((finding) => `${name}: ${finding}`));
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    expect(found).toEqual([]);
  });
}

test('the keyboard focus is always visible', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return true;
      const outlined = [element, ...(element.closest('label') === null ? [] : [element.closest('label') as Element])].some((candidate) => {
        const style = getComputedStyle(candidate);
        return style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1;
      });
      return outlined ? true : element.outerHTML.slice(0, 200);
    });
    expect(seen).toBe(true);
  }
});
