import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryId, UnixMs } from '#base';
import type { BodyOf } from '../entries/bodies.ts';
import { projectIncident } from '../projection/project.ts';
import { createJournal, happened, START } from '../testing/journal.ts';
import { holdAgainst, holdOn, legalHolds } from './holds.ts';
import { safekeepingView } from './view.ts';

const NOW = (START + 10 * 86_400_000) as UnixMs;

function store() {
  const journal = createJournal();
  journal.add('incident', { ref: 'INC-1', title: 'Safe', severity: 'high', types: [], verdict: 'confirmed', major: true, tlp: 'AMBER', exercise: false, zone: 'UTC' });
  const disk = journal.add('evidence', { ref: 'EV-K7-001', name: 'Disk', evidenceKind: 'storage-media', origin: 'physical', collectedBy: 'Ana', custodian: 'Ana', sealNumber: '88121' });
  const custody = (type: BodyOf<'custody'>['type'], more: Partial<BodyOf<'custody'>> = {}, at?: number) => journal.add('custody', { item: disk, type, by: 'Ana', ...more }, at === undefined ? {} : { occurred: happened(at) });
  const view = (now: UnixMs = NOW) => safekeepingView(projectIncident(journal.entries), now);
  const item = () => view().items[0];
  return { journal, disk, custody, view, item };
}

describe('seals', () => {
  test('a number given with the item is intact until somebody opens it', () => {
    const { custody, item } = store();
    expect(item()?.seal).toMatchObject({ state: 'intact', number: '88121' });
    custody('unseal');
    expect(item()).toMatchObject({ seal: { state: 'broken' }, concerns: [{ concern: 'seal-broken', detail: '88121' }] });
    custody('reseal', { sealNumber: '88200' });
    expect(item()).toMatchObject({ seal: { state: 'intact', number: '88200' }, concerns: [] });
  });

  test('another number on a receipt is said for good, even when it was sealed again', () => {
    const { custody, item } = store();
    custody('release', { to: 'Ben', sealNumber: '88121' });
    custody('receive', { by: 'Ben', sealNumber: '88112' });
    expect(item()).toMatchObject({ seal: { state: 'broken' }, concerns: [{ concern: 'seal-broken', detail: '88121 / 88112' }] });
    custody('reseal', { by: 'Ben', sealNumber: '88300' });
    expect(item()).toMatchObject({ seal: { state: 'intact', number: '88300' }, concerns: [{ concern: 'seal-broken' }] });
  });
});

describe('legal holds', () => {
  const hold = (items: readonly EntryId[], more: Partial<BodyOf<'legal-hold'>> = {}): BodyOf<'legal-hold'> => ({ ref: 'LH-K7-001', reason: 'Claim expected', orderedBy: 'Counsel', items, state: 'in-force', ...more });

  test('disposal under a hold is a concern; before the hold, after its end and after it was lifted it is not', () => {
    const { journal, disk, custody, item } = store();
    custody('dispose', { authority: 'Policy' }, START - 60_000);
    const ordered = journal.add('legal-hold', hold([disk], { until: happened(START + 86_400_000) }));
    custody('dispose', { authority: 'Policy' }, START + 3_600_000);
    custody('dispose', { authority: 'Policy' }, START + 86_400_000);
    journal.add('transition', { target: ordered, state: 'lifted' }, { occurred: happened(START + 7_200_000) });
    custody('dispose', { authority: 'Policy' }, START + 7_200_001);
    expect(item()?.concerns.map(({ concern, detail }) => [concern, detail])).toEqual([['disposed-under-hold', 'LH-K7-001']]);
  });

  test('a draft that disposes of a held item or strikes it goes against the hold; other drafts and other items do not', () => {
    const { journal, disk } = store();
    const other = journal.add('evidence', { ref: 'EV-K7-002', name: 'Image', evidenceKind: 'disk-image', origin: 'physical', collectedBy: 'Ana', custodian: 'Ana' });
    const dispose = { kind: 'custody', body: { item: disk, type: 'dispose', by: 'Ana', authority: 'Policy' }, occurred: null } as const;
    const against = (draft: Parameters<typeof holdAgainst>[1]) => holdAgainst(projectIncident(journal.entries), draft, NOW)?.body.ref;
    expect(against(dispose)).toBeUndefined();
    journal.add('legal-hold', hold([disk]));
    expect(against(dispose)).toBe('LH-K7-001');
    expect(against({ kind: 'retract', body: { target: disk, reason: 'mistake' }, occurred: null })).toBe('LH-K7-001');
    expect(against({ kind: 'retract', body: { target: other, reason: 'mistake' }, occurred: null })).toBeUndefined();
    expect(against({ kind: 'custody', body: { item: disk, type: 'release', by: 'Ana', to: 'Ben' }, occurred: null })).toBeUndefined();
  });

  test('a hold without items covers everything; a retracted one covers nothing', () => {
    const { journal, disk } = store();
    const all = journal.add('legal-hold', hold([]));
    const holds = () => legalHolds(projectIncident(journal.entries));
    expect(holdOn(holds(), disk, NOW)?.id).toBe(all);
    expect(holdOn(holds(), all, NOW)?.id).toBe(all);
    journal.add('retract', { target: all, reason: 'another case' });
    expect(holdOn(holds(), disk, NOW)).toBeNull();
  });
});

describe('concerns', () => {
  test('access to an original and changes to it need their reason', () => {
    const { custody, item } = store();
    custody('access');
    custody('access', { justification: 'No copy could be made: the controller fails under load.' });
    custody('unseal', { changeMade: 'Cable cut' });
    custody('reseal', { sealNumber: '1', changeMade: 'New bag', justification: 'Old one torn' });
    expect(item()?.concerns.map(({ concern }) => concern)).toEqual(['original-accessed', 'changed-without-reason']);
  });

  test('an acquisition whose hashes differ or whose end lies before its beginning is said', () => {
    const { journal, disk, item } = store();
    const acquired = (more: Partial<BodyOf<'acquisition'>>) => journal.add('acquisition', { item: disk, method: 'dead', tool: 'imager', operator: 'Ana', check: 'match', ...more });
    acquired({ sourceHash: 'AA', outputHash: 'aa' });
    expect(item()?.concerns).toEqual([]);
    acquired({ sourceHash: 'aa', outputHash: 'ab' });
    acquired({ check: 'mismatch' });
    acquired({ startedAt: happened(START + 86_400_000) });
    acquired({ changesMade: 'Mounted read-write' });
    expect(item()?.concerns.map(({ concern }) => concern)).toEqual(['acquisition-mismatch', 'acquisition-mismatch', 'acquired-backwards', 'changed-without-reason']);
    expect(item()?.acquisitions).toHaveLength(5);
  });
});

describe('the volatility checklist', () => {
  const line = (rank: number, more: Partial<BodyOf<'checklist-line'>> = {}): BodyOf<'checklist-line'> => ({ system: 'FS01', rank, what: 'taken', outcome: 'captured', ...more });

  test('what keeps longer and was taken first makes the other late; a skipped line wants its reason', () => {
    const { journal, view } = store();
    journal.add('checklist-line', line(6), { occurred: happened(START) });
    journal.add('checklist-line', line(2, { system: ' fs01 ' }), { occurred: happened(START + 60_000) });
    journal.add('checklist-line', line(1, { outcome: 'skipped' }));
    journal.add('checklist-line', line(3, { outcome: 'skipped', reason: 'Encryption was running' }));
    const [only, ...rest] = view().checklists;
    expect(rest).toEqual([]);
    expect(only).toMatchObject({ system: 'FS01', open: 6, late: 1 });
    expect(only?.ranks.filter(({ isLate }) => isLate).map(({ rank }) => rank)).toEqual([2]);
    expect(only?.ranks.filter(({ lacksReason }) => lacksReason).map(({ rank }) => rank)).toEqual([1]);
  });

  test('systems in scope have a checklist before anybody wrote a line, cleared ones do not', () => {
    const { journal, view } = store();
    const system = (name: string, state: BodyOf<'system'>['state']) => journal.add('system', { ref: `S-K7-00${name.length}`, name, systemKind: 'server', addresses: [], criticality: 'high', state });
    system('B', 'in-scope');
    system('AA', 'cleared');
    expect(view().checklists.map(({ system: name, open }) => [name, open])).toEqual([['B', 10]]);
  });

  test('a line of unknown time is compared with nothing, and the order of writing does not matter', () => {
    fc.assert(fc.property(fc.array(fc.record({ rank: fc.integer({ min: 0, max: 9 }), at: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }), skipped: fc.boolean() }), { maxLength: 12 }), fc.infiniteStream(fc.nat()), (lines, dice) => {
      const late = (order: typeof lines) => {
        const { journal, view } = store();
        for (const { rank, at, skipped } of order) journal.add('checklist-line', line(rank, skipped ? { outcome: 'skipped', reason: 'x' } : {}), { occurred: at === null ? { ...happened(0), at: null, precision: 'unknown' } : happened(START + at) });
        return (view().checklists[0]?.ranks ?? []).filter(({ isLate }) => isLate).map(({ rank }) => rank);
      };
      const shuffled = lines.map((each) => [dice.next().value as number, each] as const).sort((left, right) => left[0] - right[0]).map(([, each]) => each);
      const captured = lines.filter(({ skipped, at }) => !skipped && at !== null);
      const expected = [...new Set(captured.map(({ rank }) => rank))].sort((a, b) => a - b).filter((rank) => {
        const first = Math.min(...captured.filter((each) => each.rank === rank).map((each) => each.at ?? 0));
        return captured.some((each) => each.rank > rank && (each.at ?? 0) < first);
      });
      expect(late(lines)).toEqual(expected);
      expect(late(shuffled)).toEqual(expected);
    }));
  });
});
