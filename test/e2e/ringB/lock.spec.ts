// Locking: by the person, by a hung page that does not help, by sleep and idleness; and what is left in memory afterwards.
import { expect, test } from '@playwright/test';
import { beginVault, callMain, endSession, freshConsole, isAlive, processTree, rendererOf } from '../../support/attack.ts';
import { searchMemory } from '../../support/memory.ts';
import { launchHoldfast, type Holdfast } from '../../support/runtime.ts';

// Never written as a whole into a script: the debugger's messages pass through main and would be found there.
const marker = ['Quokka', 'ledger', 'of', 'Tromsø'];
const secret = ['orbit', 'velvet', 'canyon', 'mustard', 'ripple', 'ash'];

let holdfast: Holdfast;
test.beforeEach(async () => {
  holdfast = await launchHoldfast();
});
test.afterEach(async () => holdfast.close());

const page = () => holdfast.window;

/** Milliseconds until the process is gone. */
async function timeUntilGone(pid: number, since: number): Promise<number> {
  while (isAlive(pid)) {
    if (Date.now() - since > 5_000) throw new Error('the process of the old page lives on');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return Date.now() - since;
}

test('a lock by hand ends the process of the page within half a second and leaves nothing in memory', async () => {
  await beginVault(page());
  const before = await rendererOf(holdfast);
  // As the window has it: text on the screen, a draft in a field, a selection, a passphrase, and copies on the heap.
  await page().evaluate(([words, secretWords]) => {
    const text = words.join(' ');
    const field = Object.assign(document.createElement('input'), { id: 'draft' });
    const shown = document.createElement('p');
    shown.textContent = `${text} on the screen`;
    document.body.append(shown, field);
    Object.assign(window, { kept: Array.from({ length: 50 }, (_, index) => `${text} ${index}`), bytes: new TextEncoder().encode(text.repeat(20)), secret: secretWords.join(' ') });
    field.focus();
  }, [marker, secret] as const);
  for (const letter of marker.join(' ')) await page().keyboard.insertText(letter);
  // Makes Chromium hand the state of the page, with its form fields, to main.
  await page().mouse.click(5, 5);
  await page().evaluate(() => history.replaceState({}, ''));
  await page().waitForTimeout(1_500);
  const planted = searchMemory([before], [marker.join(' '), secret.join(' ')]);
  expect(planted.sightings.length, 'the search finds what is there').toBeGreaterThan(0);

  const since = Date.now();
  void endSession(page());
  expect(await timeUntilGone(before, since)).toBeLessThanOrEqual(500);
  await freshConsole(holdfast);
  const after = processTree(holdfast.app.process().pid ?? 0);
  expect(after).not.toContain(before);
  const left = searchMemory(after, [marker.join(' '), secret.join(' ')]);
  expect(left.searchedBytes).toBeGreaterThan(50_000_000);
  expect(left.sightings).toEqual([]);
});

test('a printed and a saved document leave nothing in memory either', async () => {
  await beginVault(page());
  const before = await rendererOf(holdfast);
  await page().evaluate(async (words) => {
    const text = words.join(' ');
    const html = `<!doctype html><html lang="en"><title>Report</title><body>${`<p>${text}</p>`.repeat(200)}</body></html>`;
    await window.holdfast.call('document.renderPdf', { title: 'Report', html, header: '', footer: '' });
    await window.holdfast.call('document.print', { title: 'Report', html, header: '', footer: '' });
  }, marker);
  await endSession(page());
  await expect.poll(() => isAlive(before)).toBe(false);
  await freshConsole(holdfast);
  const left = searchMemory(processTree(holdfast.app.process().pid ?? 0), [marker.join(' ')]);
  expect(left.sightings).toEqual([]);
});

test('a page that hangs is ended all the same when the computer goes to sleep', async () => {
  await beginVault(page());
  const before = await rendererOf(holdfast);
  void page().evaluate(() => setTimeout(() => {
    for (;;) Math.random();
  })).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const since = Date.now();
  await holdfast.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
  // 300 ms of patience for the page to help, then the end.
  expect(await timeUntilGone(before, since)).toBeLessThanOrEqual(700);
  await freshConsole(holdfast);
});

test('a page that hangs and objects to leaving is ended as well', async () => {
  await beginVault(page());
  const before = await rendererOf(holdfast);
  void page().evaluate(() => {
    document.body.click();
    window.addEventListener('beforeunload', (event) => event.preventDefault());
    window.addEventListener('pagehide', () => {
      for (;;) Math.random();
    });
    setTimeout(() => {
      for (;;) Math.random();
    });
  }).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const since = Date.now();
  await holdfast.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
  expect(await timeUntilGone(before, since)).toBeLessThanOrEqual(700);
  await freshConsole(holdfast);
});

test('a locked screen asks the page to lock and gives the vault back', async () => {
  await beginVault(page(), 'Given back');
  const before = await rendererOf(holdfast);
  const sent = await holdfast.app.evaluate(async ({ powerMonitor, webContents }) => {
    const contents = webContents.getAllWebContents().find((candidate) => candidate.getURL().startsWith('app://console'));
    const messages: unknown[] = [];
    if (contents !== undefined) {
      const send = contents.send.bind(contents);
      contents.send = (channel, ...rest) => {
        messages.push(rest);
        send(channel, ...rest);
      };
    }
    powerMonitor.emit('lock-screen');
    await new Promise((resolve) => setTimeout(resolve, 50));
    return messages;
  });
  expect(sent).toContainEqual(['session.lockRequested', { cause: 'screen-lock' }]);
  await expect.poll(() => isAlive(before)).toBe(false);
  await freshConsole(holdfast);
  // A vault that never got a head is taken away when it closes: nothing holds it any more.
  await beginVault(page(), 'Given back');
});

test('copied text is taken back from the clipboard, other text stays', async () => {
  await beginVault(page());
  await callMain(page(), 'clipboard.writeText', { text: 'from the case' });
  expect(await holdfast.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('from the case');
  await endSession(page());
  await expect.poll(() => holdfast.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('');
  await freshConsole(holdfast);
  await callMain(page(), 'clipboard.writeText', { text: 'from the case' });
  await holdfast.app.evaluate(({ clipboard }) => clipboard.writeText('from elsewhere'));
  await beginVault(page());
  await endSession(page());
  await freshConsole(holdfast);
  expect(await holdfast.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('from elsewhere');
});

test('nobody goes back to what was before the lock', async () => {
  await beginVault(page());
  const before = await rendererOf(holdfast);
  await endSession(page());
  await expect.poll(() => isAlive(before)).toBe(false);
  await freshConsole(holdfast);
  const history = await holdfast.app.evaluate(({ webContents }) => {
    const contents = webContents.getAllWebContents().find((candidate) => candidate.getURL().startsWith('app://console'));
    return { length: contents?.navigationHistory.length(), back: contents?.navigationHistory.canGoBack() };
  });
  expect(history).toEqual({ length: 1, back: false });
});
