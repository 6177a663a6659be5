// A vault port in the hands of a test: the calls the engine makes, made from the page without one.
import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { LooseAnswer } from './attack.ts';

/** Asks main for a vault (`vault.create` or `vault.open`), keeps the port that arrives, and answers what main said. */
export async function takeVaultPort(page: Page, call: 'vault.create' | 'vault.open', input: unknown): Promise<LooseAnswer> {
  return (await page.evaluate(async ([name, sent]) => {
    const arrival = new Promise<MessagePort>((resolve) => {
      const receive = (event: MessageEvent): void => {
        const [port] = event.ports;
        if (event.data !== 'holdfast:vault-port' || port === undefined) return;
        window.removeEventListener('message', receive);
        resolve(port);
      };
      window.addEventListener('message', receive);
    });
    const answer = (await window.holdfast.call(name, sent)) as { ok: boolean };
    if (answer.ok) {
      const port = await arrival;
      port.start();
      Object.assign(window, { vaultPort: port });
    }
    return answer;
  }, [call, input] as const)) as LooseAnswer;
}

/** One call over the port taken last. Bytes are given as text and sent as UTF-8. */
export async function callVault(page: Page, name: string, input: Readonly<Record<string, unknown>>, bytes?: string): Promise<LooseAnswer> {
  return (await page.evaluate(async ([called, sent, text]) => {
    const port = (window as unknown as { vaultPort: MessagePort }).vaultPort;
    const id = Math.random();
    const reply = new Promise((resolve) => port.addEventListener('message', (event: MessageEvent<{ id: number; result: unknown }>) => {
      if (event.data.id === id) resolve(event.data.result);
    }));
    port.postMessage({ t: 'call', id, name: called, input: text === undefined ? sent : { ...sent, bytes: new TextEncoder().encode(text) } });
    return reply;
  }, [name, input, bytes] as const)) as LooseAnswer;
}

/** Makes a vault folder that stands under its own name. Its head and slot are no real ones: enough for main, which reads neither. */
export async function makeVaultFolder(page: Page, name: string): Promise<{ readonly vault: string; readonly path: string }> {
  const begun = await takeVaultPort(page, 'vault.create', { name, parent: null });
  for (const answer of [
    begun,
    await callVault(page, 'head.write', {}, JSON.stringify({ format: 'holdfast-vault', vaultId: randomBytes(16).toString('hex') })),
    await callVault(page, 'slots.write', { name: '00000000-passphrase' }, 'age-encryption.org/v1'),
    await callVault(page, 'creation.finish', {}),
  ]) if (!answer.ok) throw new Error(`no vault folder: ${answer.error?.kind}`);
  return { vault: String(begun.value?.['vault']), path: String(begun.value?.['path']) };
}
