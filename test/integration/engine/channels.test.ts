import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bytesToText, type EntityId } from '#base';
import { readyCrypto } from '#crypto';
import { ask, createInPlace, createPlace, INCIDENT, must, type Place, type Running } from '../../support/engineHarness.ts';

let place: Place & { readonly remove: () => Promise<void> };
beforeEach(async () => {
  await readyCrypto();
  place = await createPlace();
});
afterEach(() => place.remove());

async function desk() {
  const running = await createInPlace(place);
  const { log } = must(await running.engine.handlers['incident.create']({ body: { ...INCIDENT, codename: 'KELP', summary: 'Files are encrypted.' }, occurred: null }));
  const record = async (draft: Parameters<Running['engine']['handlers']['entry.record']>[0]['draft']) => must(await running.engine.handlers['entry.record']({ log, draft })).entryId;
  return { running, log, record };
}

test('the words of a code sheet are in its pages and nowhere else, other ones each time, and none once a line was used', async () => {
  const { running, log, record } = await desk();
  const sheet = (await record({ kind: 'code-sheet', occurred: null, body: { ref: '', lines: 12, holder: 'Customer', state: 'issued' } })) as string as EntityId;
  const make = () => running.engine.handlers['codeSheet.make']({ log, sheet });
  const secretsOf = (html: string) => [...html.matchAll(/>([a-z]+[ -][a-z]+)</g)].map(([, words]) => words ?? '');
  const secrets = secretsOf(must(await make()).job.html);
  expect(new Set(secrets).size).toBe(12);
  expect(secrets).toHaveLength(24);
  expect(secretsOf(must(await make()).job.html).some((words) => secrets.includes(words))).toBe(false);
  const shown = JSON.stringify([await ask(running, 'codeSheets', { log }), await ask(running, 'journal', { log, filter: {}, order: 'number', descending: false, offset: 0, limit: 100 }), await ask(running, 'drafts', { log })]);
  expect(secrets.some((words) => shown.includes(words))).toBe(false);
  const files = filesIn(running.path).map((file) => readFileSync(file, 'latin1'));
  expect(files.length).toBeGreaterThan(0);
  expect(secrets.some((words) => files.some((file) => file.includes(words)))).toBe(false);
  await record({ kind: 'communication', occurred: null, body: { direction: 'in', communicationKind: 'call', text: 'x', check: { means: 'code-line', result: 'failed', sheet, line: 1 } } });
  expect((await make()).ok).toBe(false);
});

test('a message begins with what the journal says and leaves as a mail, and the export is on record', async () => {
  const { running, log, record } = await desk();
  const prefill = must(await running.engine.handlers['message.prefill']({ log, template: 'customer-notification' }));
  expect(prefill).toMatchObject({ subject: 'KELP: customer notification', blocks: { description: 'Files are encrypted.' } });
  const message = (await record({ kind: 'message', occurred: null, body: { ref: '', template: 'customer-notification', subject: prefill.subject, recipients: ['arne@example.org', 'the desk'], ...prefill.blocks } })) as string as EntityId;
  const file = must(await running.engine.handlers['export.message']({ log, message }));
  const text = bytesToText(file.bytes) ?? '';
  expect(file.fileName).toMatch(/^message-M-[A-Z0-9]{2}-001\.eml$/);
  expect(file.leftOut).toEqual([{ reason: 'recipients that are no address', count: 1 }]);
  expect(text).toContain('To: arne@example.org\r\n');
  expect(text).toContain('Subject: [TLP:');
  expect(text).toContain(`Message-ID: <${message}@message.invalid>`);
  expect((await ask(running, 'entities', { log, kind: 'export', filter: {} })).map(({ body }) => ('format' in body ? body.format : ''))).toEqual(['eml']);
  expect((await running.engine.handlers['export.message']({ log, message: log as string as EntityId })).ok).toBe(false);
  const page = must(await running.engine.handlers['document.build']({ log, type: 'message', items: [message], filter: {} }));
  expect(page.missing).toEqual(['Estimated impact', 'Measures for investigation and remediation']);
  expect((await running.engine.handlers['document.build']({ log, type: 'roll-call', items: [message], filter: {} })).ok).toBe(false);
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true }).map((name) => path.join(folder, String(name))).filter((file) => statSync(file).isFile());
}
