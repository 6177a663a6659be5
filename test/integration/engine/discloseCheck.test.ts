// A disclosure package is checked before it leaves: one that does not hold is not handed out, and no export is recorded.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client, LogId } from '#base';
import type { DisclosureChoice, VaultContract } from '#ipc';
import { checkDisclosure, decodeZip, scanFrames } from '#log';
import { agrees } from '../../../src/engine/exports/disclose.ts';
import { ask, createInPlace, createPlace, INCIDENT, must, note, type Place, type Running } from '../../support/engineHarness.ts';

const ALL: DisclosureChoice = { entries: 'all', withheld: [], withholdNames: false, statement: '' };
let place: Place & { readonly remove: () => Promise<void> };
let running: Running;
let log: LogId;
/** What reading the journal for a package makes of its bytes. */
let spoil: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes;

beforeAll(async () => {
  place = await createPlace();
  running = await createInPlace(place, {
    wrap: (client): Client<VaultContract> => ({
      ...client,
      call: async (name, input) => {
        const answer = await client.call(name, input);
        if (name !== 'log.read' || !answer.ok) return answer;
        const read = answer as { readonly ok: true; readonly value: { readonly bytes: Uint8Array } };
        return { ...read, value: { ...read.value, bytes: spoil(read.value.bytes) } } as typeof answer;
      },
    }),
  });
  log = must(await running.engine.handlers['incident.create']({ body: INCIDENT, occurred: null })).log;
  for (const text of ['one', 'two', 'three']) must(await running.engine.handlers['entry.record']({ log, draft: note(text) }));
});
afterAll(async () => {
  await running.end();
  await place.remove();
});
const make = () => running.engine.handlers['disclosure.make']({ log, choice: ALL });
const entryCount = async () => (await ask(running, 'overview', { log })).entries;

test.each([
  ['the newest frame is not read', (bytes: Uint8Array) => bytes.subarray(0, scanFrames(bytes).frames.at(-1)?.from ?? 0)],
  ['nothing is read', () => new Uint8Array(0)],
])('%s: nothing is disclosed and nothing recorded', async (_what, harm) => {
  const before = await entryCount();
  spoil = harm;
  const made = await make();
  spoil = (bytes) => bytes;
  expect(made).toMatchObject({ ok: false, error: { kind: 'io' } });
  expect(await entryCount()).toBe(before);
});

test('a gap is told to whoever receives the package', async () => {
  spoil = (bytes) => {
    const [, , third, fourth] = scanFrames(bytes).frames;
    return Uint8Array.from([...bytes.subarray(0, third?.from ?? 0), ...bytes.subarray(fourth?.from ?? 0)]);
  };
  const made = must(await make());
  spoil = (bytes) => bytes;
  expect(checkDisclosure(made.bytes)).toMatchObject({ verdict: 'incomplete', gaps: 1, classes: [] });
});

test('every changed byte of the proof, another count, and what is no package do not pass', async () => {
  const { bytes, preview } = must(await make());
  const counts = preview;
  expect(agrees(bytes, { counts })).toBe(true);
  expect(agrees(bytes, { counts: { ...counts, entries: counts.entries + 1 } })).toBe(false);
  expect(agrees(bytes, { counts: { ...counts, redacted: counts.redacted + 1 } })).toBe(false);
  expect(agrees(new Uint8Array(0), { counts })).toBe(false);
  const proof = must(decodeZip(bytes)).find((member) => member.name === 'disclosure.hfd')?.bytes ?? new Uint8Array(0);
  expect(agrees(proof, { counts })).toBe(true);
  for (let at = 0; at < proof.length; at += 37) {
    const changed = proof.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(agrees(changed, { counts }), `byte ${at}`).toBe(false);
  }
});
