// The demonstration as `npm run demo` shows it: with a colleague on another laptop, alerts of tools, and somebody to be kept informed.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { SourceGrant } from '#ipc';
import { ask, createInPlace, createPlace, must } from '../../support/engineHarness.ts';

test('a team works on the demonstration: a verified member who wrote and stated what it holds, an invitation that waits, alerts in groups, an update that is owed', async () => {
  const place = await createPlace();
  const running = await createInPlace(place);
  const folder = path.resolve(import.meta.dirname, '../../../resources/demo');
  const grants: SourceGrant[] = [];
  for (const name of (await readdir(folder)).filter((file) => file !== 'README.md')) grants.push(must(await running.vault.grants.addFile(path.join(folder, name))));
  const { log } = must(await running.engine.handlers['demo.fill']({ grants, team: true }));
  const view = await ask(running, 'members', { log });
  expect(view).toMatchObject({ members: [{ own: true }, { name: 'Marit Lie', role: 'writer', standing: 'verified', entries: 2 }], invitations: [{ role: 'reader', expired: false, madeHere: true }], newKey: 'not-due' });
  const { members } = await ask(running, 'bundle.standing', { log });
  const marit = members.find(({ own }) => !own);
  expect(marit).toMatchObject({ stated: 'agrees' });
  expect(marit?.has).toBeGreaterThan(marit?.lacks ?? 0);
  expect(marit?.lacks).toBeGreaterThan(0);
  const { groups } = await ask(running, 'alerts', { log, windowMs: 3_600_000 });
  expect(groups.length).toBeGreaterThan(1);
  expect(Math.max(...groups.map(({ alerts }) => alerts.length))).toBeGreaterThan(2);
  expect(await ask(running, 'updates', { log })).toHaveLength(1);
  const header = await ask(running, 'incident', { log });
  expect([header?.findings, header?.counts['trustFindings']]).toEqual([0, undefined]);
  // A fingerprint that turns out to be another one is a finding of the header, too.
  must(await running.engine.handlers['entry.record']({ log, draft: { kind: 'fingerprint-check', occurred: null, body: { device: marit?.device ?? '', means: 'in-person', result: 'different' } } }));
  expect((await ask(running, 'incident', { log }))?.counts['trustFindings']).toBe(1);
  expect(must(await running.engine.handlers['integrity.check']({ log, evidence: false })).verdict).toBe('ok');
  await running.end();
  await place.remove();
});
