import type { Page } from '@playwright/test';
import { goTo } from '../../support/goTo.ts';
import { expect, keyTime, startDemo, test } from './window.ts';

test.describe.configure({ timeout: 120_000 });

async function addCause(page: Page, key: string, title: string, text: string): Promise<void> {
  await page.keyboard.press(key);
  const dialog = page.getByRole('dialog', { name: title });
  await expect(dialog.getByRole('textbox', { name: /^Cause/ })).toBeFocused();
  await dialog.getByRole('textbox', { name: /^Cause/ }).fill(text);
  await dialog.getByRole('button', { name: 'Seal entry' }).press('Enter');
  await expect(dialog).toHaveCount(0, keyTime);
  await expect(page.getByRole('treeitem').filter({ hasText: text })).toBeVisible(keyTime);
}

test('a finding without evidence is marked, gets what speaks for it, and moves by keyboard', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  await goTo(page, 'f', 'Findings');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Add a finding' });
  await dialog.getByRole('textbox', { name: /^Statement/ }).fill('The entry was the unpatched VPN gateway');
  await dialog.getByRole('button', { name: 'Seal entry' }).press('Enter');
  const card = page.getByRole('option').filter({ hasText: 'unpatched VPN gateway' });
  await expect(card).toContainText('Without evidence', keyTime);
  await card.click();
  await expect(card).toBeFocused();
  await page.keyboard.press('e');
  const evidence = page.getByRole('dialog', { name: 'What speaks for or against' });
  const what = evidence.getByRole('combobox', { name: /^Evidence, event or finding/ });
  await expect(what).toBeFocused();
  await what.pressSequentially('EV-');
  await page.getByRole('option').filter({ hasText: 'EV-' }).first().click();
  await evidence.getByRole('button', { name: 'Link' }).press('Enter');
  await expect(card).not.toContainText('Without evidence', keyTime);
  await expect(card).toContainText('EV-');
  await card.focus();
  await page.keyboard.press('Shift+ArrowRight');
  const state = page.getByRole('dialog', { name: 'Change the state' });
  await expect(state).toBeVisible();
  await state.getByRole('textbox').fill('the log shows the exploit');
  await state.getByRole('button', { name: 'Change state' }).press('Enter');
  await expect(page.getByRole('listbox', { name: 'Supported' }).getByRole('option').filter({ hasText: 'unpatched VPN gateway' })).toHaveCount(1, keyTime);
});

test('why is asked again, a person is refused as the answer, and the tree stands in the report', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  await goTo(page, 'Shift+C', 'Root cause');
  await addCause(page, 'n', 'What happened', 'Files were encrypted on three servers');
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Why?' });
  await dialog.getByRole('textbox', { name: /^Cause/ }).fill('Operator mistake');
  await dialog.getByRole('button', { name: 'Seal entry' }).press('Enter');
  await expect(dialog).toContainText('A person is never the last answer');
  await expect(dialog.getByRole('textbox', { name: /^Cause/ })).toHaveValue('Operator mistake');
  await dialog.getByRole('textbox', { name: /^Cause/ }).fill('One account could write to every share');
  await dialog.getByRole('button', { name: 'Seal entry' }).press('Enter');
  await expect(dialog).toHaveCount(0, keyTime);
  await expect(page.getByRole('treeitem', { level: 2 }).filter({ hasText: 'One account could write' })).toHaveCount(1, keyTime);
  await addCause(page, 'c', 'Why?', 'The rights were never reviewed');
  await expect(page.getByRole('treeitem', { level: 3 }).filter({ hasText: 'never reviewed' })).toContainText('why 2');
  await goTo(page, 'r', 'Reports');
  await page.getByRole('tab', { name: 'Preview' }).click();
  await expect(page.frameLocator('iframe').getByText('– – The rights were never reviewed')).toBeAttached({ timeout: 20_000 });
  await expect(page.frameLocator('iframe').locator('svg[aria-label^="Events, actions"]')).toBeAttached();
});

test('the attack graph and the swimlane are walked, zoomed and saved by keyboard', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  await goTo(page, 'Shift+G', 'Attack graph');
  const graph = page.getByRole('listbox', { name: 'Attack graph' });
  await expect(graph.getByRole('option').first()).toBeAttached(keyTime);
  const width = Number(await graph.getAttribute('width'));
  await graph.focus();
  await page.keyboard.press('j');
  await expect(graph.getByRole('option', { selected: true })).toHaveCount(1);
  await page.keyboard.press('+');
  await expect(graph).toHaveAttribute('width', String(Math.round(width * 1.4)));
  await page.keyboard.press('Shift+E');
  await expect(page.getByText('Picture saved')).toBeVisible();
  const svg = await page.evaluate(() => new TextDecoder().decode(self.fake?.saved.at(-1)?.bytes));
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
  expect(svg).not.toMatch(/<script|style=|href=/);
  await goTo(page, 'Shift+L', 'Swimlane');
  const lanes = page.getByRole('listbox', { name: 'Swimlane' });
  await expect(lanes.getByRole('option').first()).toBeAttached(keyTime);
  const all = await lanes.getByRole('option').count();
  expect(all).toBeGreaterThan(10);
  await lanes.focus();
  await page.keyboard.press('j');
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('+');
  await expect.poll(() => lanes.getByRole('option').count()).toBeLessThan(all);
  await page.keyboard.press('0');
  await expect(lanes.getByRole('option')).toHaveCount(all);
});

test('a pasted list is taken in once, and leaves as STIX with markings', async ({ console: window }) => {
  const { page } = window;
  await startDemo(window);
  await goTo(page, 'i', 'Indicators');
  const list = 'hxxps://bad[.]example/load\n203[.]0[.]113[.]9\n203.0.113.9\n# end';
  for (const [recorded, repeated] of [['2 indicators recorded.', 'stands earlier in the list'], ['Nothing was new.', 'stands in the journal already']] as const) {
    await page.keyboard.press('i');
    const dialog = page.getByRole('dialog', { name: 'Paste a list of indicators' });
    await expect(dialog.getByRole('textbox', { name: /^List/ })).toBeFocused();
    await dialog.getByRole('textbox', { name: /^List/ }).fill(list);
    await dialog.getByRole('button', { name: 'Record 2 indicators' }).press('Enter');
    const receipt = page.getByRole('dialog', { name: 'Receipt' });
    await expect(receipt).toContainText(recorded, keyTime);
    await expect(receipt).toContainText(repeated);
    await receipt.getByRole('button', { name: 'Close' }).last().press('Enter');
    await expect(receipt).toHaveCount(0);
  }
  await expect(page.getByRole('row').filter({ hasText: 'hxxps://bad[.]example/load' })).toBeVisible();
  await page.keyboard.press('Shift+E');
  const dialog = page.getByRole('dialog', { name: 'Save indicators' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: /Strictest marking/ }).press('Enter');
  await page.getByRole('option', { name: 'TLP:RED' }).click();
  await dialog.getByRole('button', { name: 'Choose where' }).press('Enter');
  await expect(page.getByText(/indicators saved/)).toBeVisible();
  const bundle = JSON.parse(await page.evaluate(() => new TextDecoder().decode(self.fake?.saved.at(-1)?.bytes))) as { readonly objects: readonly { readonly type: string; readonly pattern?: string }[] };
  expect(bundle.objects.some(({ pattern }) => pattern === "[url:value = 'https://bad.example/load']")).toBe(true);
  expect(bundle.objects[0]?.type).toBe('marking-definition');
});
