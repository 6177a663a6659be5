// The shift change of scenario S3, for one laptop and for several: what the first hours left with Ana, and how somebody speaks about an item. T is 06:00Z of 21 November.
import { expect, type Page } from '@playwright/test';
import type { BodyOf } from '#domain';
import type { PreparedContent, Story } from './preparedProfile.ts';
import { rowsOf } from './scenarioSteps.ts';

/** Ana's vault at the end of her shift. */
export const endOfShift = {
  operator: { name: 'Ana Ek', initials: 'AE', role: 'Incident coordinator' }, start: '2026-11-21T06:00:00Z', incident: 'Two file servers encrypted', tell: firstHours,
  body: { codename: 'KELP', severity: 'critical', major: true, exercise: false, tlp: 'AMBER', zone: 'UTC', clockProfiles: ['customer-contract'] },
} as const satisfies PreparedContent;

/** Says something about an item of the hand-over that is shown, in the dialog that its key opens. */
export async function answerItem(page: Page, item: string, key: string, dialog: RegExp, note: string): Promise<void> {
  await rowsOf(page, 'Items of the hand-over', item).click();
  await page.keyboard.press(key);
  const form = page.getByRole('dialog', { name: dialog });
  await expect(form.getByRole('textbox')).toBeFocused();
  await form.getByRole('textbox').fill(note);
  await form.getByRole('button', { name: 'Seal entry' }).press('Enter');
  await expect(form).toHaveCount(0);
}

type Time = NonNullable<BodyOf<'task'>['due']>;
const time = (instant: string): Time => ({ at: Date.parse(instant) as NonNullable<Time['at']>, precision: 'minute', zone: 'UTC', offsetMinutes: 0, written: instant, clockSource: 'device' });

// What the first hours left: Ana coordinates, nine clocks run, one approval is asked for, one item is in transit, two logs expire.
async function firstHours({ record, at }: Story): Promise<void> {
  for (const kind of ['declared', 'discovered', 'confirmed', 'customerImpactConfirmed'] as const) await record('milestone', { milestone: kind, basis: 'seen on FS01' });
  await record('assignment', { role: 'incident-coordinator', person: 'Ana Ek', state: 'accepted' });
  await record('shift', { person: 'Ana Ek', begins: time('2026-11-21T06:00:00Z'), ends: time('2026-11-21T14:00:00Z') });
  await record('shift', { person: 'Cem Ay', begins: time('2026-11-21T14:00:00Z'), ends: time('2026-11-21T22:00:00Z') });
  at('2026-11-21T06:40:00Z');
  const disk = { ref: '', evidenceKind: 'storage-media', origin: 'physical', collectedBy: 'Ana Ek', custodian: 'Ana Ek' } as const;
  await record('evidence', { ...disk, name: 'Disk of FS01', sealNumber: '88121', storage: 'safe' });
  const second = await record('evidence', { ...disk, name: 'Disk of FS02', sealNumber: '88122' });
  at('2026-11-21T11:00:00Z');
  await record('custody', { item: second.entryId, type: 'release', by: 'Ana Ek', to: 'Ben Sol', method: 'hand', purpose: 'imaging' });
  await record('task', { ref: '', title: 'Call customer B', owner: 'Ana Ek', state: 'assigned' });
  await record('task', { ref: '', title: 'Proxy log is overwritten', owner: 'Ana Ek', due: time('2026-11-22T06:00:00Z'), state: 'assigned' }, { tags: ['expires'] });
  await record('task', { ref: '', title: 'VPN log is overwritten', owner: 'Ana Ek', due: time('2026-11-23T06:00:00Z'), state: 'assigned' }, { tags: ['expires'] });
  for (const statement of ['Entry by the backup account', 'Entry by mail', 'The supplier link was used']) await record('finding', { ref: '', statement, findingKind: 'hypothesis', confidence: 'low', state: 'open' });
  at('2026-11-21T13:20:00Z');
  await record('communication', { direction: 'out', communicationKind: 'internal', text: 'Update to our own people' });
  for (const host of ['FS01', 'FS02', 'FS03', 'FS04']) await record('action', { ref: '', title: `Isolated ${host}`, actionKind: 'isolate-host', targets: [host], authority: { basis: 'not-stated' }, state: 'done' });
  const action = await record('action', { ref: '', title: 'Cut the supplier link', actionKind: 'restrict-supplier-link', targets: [], authority: { basis: 'not-stated' }, state: 'proposed' });
  await record('approval', { ref: '', action: action.entryId, targets: [], seat: 'single', requestedBy: 'Ben Sol', approver: 'Ana Ek', expiresAt: time('2026-11-21T14:10:00Z') });
}
