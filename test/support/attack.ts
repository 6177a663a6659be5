// What the attacks of ring B share: a console with a page to attack, and looks at the processes behind it.
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import type { HoldfastApi } from '../../src/shared/ipc/desktop.ts';
import type { Holdfast } from './runtime.ts';

declare global {
  interface Window {
    readonly holdfast: HoldfastApi;
  }
}

/** The answer of a call of the desktop contract, as tests look at it. */
export interface LooseAnswer { readonly ok: boolean; readonly value?: Readonly<Record<string, unknown>>; readonly error?: { readonly kind: string; readonly message: string } }

/** Calls main from the page, as any script of the page could. */
export async function callMain(page: Page, name: string, input: unknown): Promise<LooseAnswer> {
  return (await page.evaluate(([called, sent]) => window.holdfast.call(called, sent), [name, input] as const)) as LooseAnswer;
}

/** Ends the session by the window's own word. The answer may come or not: the page that asks is thrown away. */
export async function endSession(page: Page): Promise<void> {
  await callMain(page, 'session.end', { cause: 'command' }).catch(() => undefined);
}

/** Violations of the content security policy that `attack` causes, by directive; waits until `areAll` says that the expected ones are there. */
export async function violationsOf(page: Page, attack: () => unknown, areAll: (violated: readonly string[]) => boolean): Promise<readonly string[]> {
  await page.evaluate(() => {
    const store = window as unknown as { violated: string[] };
    store.violated = [];
    document.addEventListener('securitypolicyviolation', (event) => store.violated.push(event.effectiveDirective), { capture: true });
  });
  await page.evaluate(attack);
  const violated = (): Promise<readonly string[]> => page.evaluate(() => (window as unknown as { violated: string[] }).violated);
  await expect.poll(async () => areAll(await violated())).toBe(true);
  // What was not refused has this time to come.
  await page.waitForTimeout(200);
  return violated();
}

/** Process id of the renderer behind the console page. */
export async function rendererOf(holdfast: Holdfast): Promise<number> {
  return holdfast.app.evaluate(({ webContents }) => webContents.getAllWebContents().find((contents) => contents.getURL().startsWith('app://c'))?.getOSProcessId() ?? 0);
}

/**
 * Waits until a fresh console stands in the window. It asks main, because a page whose process was killed under it stays
 * "crashed" for the debugger although the window has a new one.
 */
export async function freshConsole(holdfast: Holdfast, timeoutMs = 10_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  const isFresh = () => holdfast.app.evaluate(async ({ webContents }) => {
    const contents = webContents.getAllWebContents().find((candidate) => candidate.getURL() === 'app://console/index.html');
    if (contents === undefined || contents.isLoading()) return false;
    return (await contents.executeJavaScript("'holdfast' in window").catch(() => false)) as boolean;
  });
  while (!(await isFresh())) {
    if (Date.now() > deadline) throw new Error('no fresh console appeared');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** All living processes of the app: main and everything below it. */
export function processTree(root: number): readonly number[] {
  const found = [root];
  for (const pid of found) {
    try {
      for (const child of readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')) if (child !== '') found.push(Number(child));
    } catch {
      // It ended while we looked.
    }
  }
  return found.filter(isAlive);
}

/** True while the process exists and is no zombie. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Begins a vault folder without an engine: enough for main to hold a session. */
export async function beginVault(page: Page, name = 'Attack'): Promise<void> {
  const begun = await callMain(page, 'vault.create', { name, parent: null });
  if (!begun.ok) throw new Error(`no vault: ${begun.error?.kind}`);
}
