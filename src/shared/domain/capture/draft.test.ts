import { describe, expect, test } from 'vitest';
import { createEntryId, unwrap, type EntityId, type UnixMs } from '#base';
import { projectIncident } from '../projection/project.ts';
import { composeEntry } from '../rules/compose.ts';
import { createJournal, seededBytes, systemBody } from '../testing/journal.ts';
import { readActionWords } from './actionWords.ts';
import { readingToDraft } from './draft.ts';
import { captureKinds, type ReadingContext } from './reading.ts';
import { readCapture } from './readCapture.ts';

const now = Date.UTC(2026, 10, 21, 13, 22) as UnixMs;
const journal = createJournal();
const system: EntityId = journal.add('system', systemBody);
const state = projectIncident(journal.entries);
const context: ReadingContext = { now, zone: 'Europe/Oslo', people: ['J. Aune'], systems: [{ id: system, name: 'TRD-FS01' }], accounts: [], refs: [], tags: [] };

function draft(line: string) {
  return readingToDraft(readCapture(line, context), { author: 'K. Moen' });
}

describe('the entry a line stands for', () => {
  test('an action that was done, with target and approval', () => {
    expect(unwrap(draft('/action 14:20 isolated TRD-FS01 at switch port 12, approved by Lund #contain'))).toMatchObject({
      kind: 'action', tags: ['contain'], links: [{ relation: 'target', to: system }], occurred: { at: Date.UTC(2026, 10, 21, 13, 20) },
      body: { title: 'isolated TRD-FS01 at switch port 12, approved by Lund', actionKind: 'isolate-host', state: 'done', targets: ['TRD-FS01'], authority: { basis: 'approval', approver: 'Lund' }, doneAt: { precision: 'minute' } },
    });
    expect(unwrap(draft('/action block 185.0.2.44 at both edges'))).toMatchObject({ body: { actionKind: 'block-ip', state: 'proposed', authority: { basis: 'not-stated' } }, occurred: null });
  });

  test('other kinds', () => {
    expect(unwrap(draft('/call Nordkraft security desk, no answer, message left'))).toMatchObject({ kind: 'communication', body: { direction: 'out', counterpart: 'Nordkraft security desk', text: 'no answer, message left', outcome: 'no-answer' } });
    expect(unwrap(draft('/decision Keep DC01 online? Yes, until backups are verified'))).toMatchObject({ body: { question: 'Keep DC01 online?', choice: 'Yes, until backups are verified', decidedBy: 'K. Moen', state: 'decided' } });
    expect(unwrap(draft('/task rotate krbtgt @"J. Aune"'))).toMatchObject({ body: { title: 'rotate krbtgt J. Aune', owner: 'J. Aune', state: 'assigned' } });
    expect(unwrap(draft('/system TRD-FS02 10.20.8.12 second file server'))).toMatchObject({ body: { name: 'TRD-FS02', addresses: ['10.20.8.12'], state: 'suspected' } });
    expect(unwrap(draft('/account NORD\\svc-backup backup operator'))).toMatchObject({ body: { realm: 'NORD', principal: 'svc-backup' } });
    expect(unwrap(draft('/indicator hxxps://evil[.]example/a seen in proxy'))).toMatchObject({ body: { indicatorType: 'url', value: 'https://evil.example/a', context: 'seen in proxy', verdict: 'unknown' } });
    expect(unwrap(draft('/milestone contained: all hosts are off the net'))).toMatchObject({ body: { milestone: 'contained', basis: 'all hosts are off the net' } });
    expect(unwrap(draft('/event 14:05 service installed on TRD-FS01 T1569.002'))).toMatchObject({ body: { fact: 'service installed on TRD-FS01 T1569.002', host: 'TRD-FS01', technique: { id: 'T1569.002' } } });
  });

  test('every kind composes into a valid entry', () => {
    const random = seededBytes(3);
    for (const kind of captureKinds) {
      const made = unwrap(draft(`/${kind} ${kind === 'milestone' ? 'detected' : 'something'} by EDR on TRD-FS01`));
      const entry = composeEntry(made, { author: { name: 'K. Moen', prefix: 'K7' }, now, zone: 'Europe/Oslo', id: createEntryId(now, random), state });
      expect(entry.ok ? entry.value.kind : entry.error.message).toBe(kind === 'call' ? 'communication' : kind);
    }
  });

  test('errors and open questions keep a line from being recorded; an answer settles it', () => {
    expect(draft('25:61 x')).toMatchObject({ ok: false, error: { kind: 'not-recordable' } });
    expect(draft('/milestone lunch')).toMatchObject({ ok: false });
    const open = readCapture('20 Nov 10:00 London office called', context);
    expect(readingToDraft(open, { author: 'x' })).toMatchObject({ ok: false });
    const choice = open.ambiguity?.choices[1];
    if (choice === undefined) throw new Error('expected a choice');
    expect(unwrap(readingToDraft(open, { author: 'x', choice }))).toMatchObject({ body: { text: 'office called' }, occurred: { zone: 'Europe/London' } });
  });
});

test('verbs tell what kind of action it is and whether it is done', () => {
  const cases = [
    ['isolated host', 'isolate-host', true], ['Isolate VLAN 12', 'isolate-segment', false], ['blocked evil.example', 'block-domain', true], ['disabled svc-backup', 'disable-account', true],
    ['reset password of svc-backup', 'rotate-credential', true], ['killed PSEXESVC', 'kill-process', true], ['told the desk', 'other', true], ['think about it', 'other', false],
  ] as const;
  for (const [text, kind, done] of cases) expect([text, readActionWords(text)]).toEqual([text, { kind, done }]);
});
