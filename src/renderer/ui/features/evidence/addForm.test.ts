import { expect, test } from 'vitest';
import type { UnixMs } from '#base';
import { createFields } from '../../inspector/fields/values.ts';
import { beginAdd, custodianField, itemsToAdd } from './addForm.ts';
import { guessKind } from './guessKind.ts';

const fields = [...createFields('evidence'), custodianField];
const grant = (name: string) => ({ grant: name, name, size: 3, modified: 1000 as UnixMs });

test('the operator collects and keeps, and the name suggests the kind', () => {
  const values = beginAdd({ type: 'files', grants: [grant('Security.evtx')], origin: 'file' }, 'K. Moen');
  expect(values).toMatchObject({ name: 'Security.evtx', evidenceKind: 'log-file', collectedBy: 'K. Moen', custodian: 'K. Moen' });
});

test('several files keep their own names and share the rest', () => {
  const source = { type: 'files', grants: [grant('a.log'), grant('b.pcap')], origin: 'file' } as const;
  const items = itemsToAdd(source, fields, { ...beginAdd(source, 'K. Moen'), sourceSystem: 'TRD-FS01' });
  expect(items.map((item) => [item.name, item.body.name, item.body.sourceName, item.body.sourceSystem, item.body.sourceModified])).toEqual([['a.log', 'a.log', 'a.log', 'TRD-FS01', 1000], ['b.pcap', 'b.pcap', 'b.pcap', 'TRD-FS01', 1000]]);
});

test('one file may be renamed, its source name stays', () => {
  const source = { type: 'files', grants: [grant('x.bin')], origin: 'file' } as const;
  const [item] = itemsToAdd(source, fields, { ...beginAdd(source, 'K. Moen'), name: 'Ransom note' });
  expect(item?.body).toMatchObject({ name: 'Ransom note', sourceName: 'x.bin', origin: 'file' });
});

test.each([['$MFT', 'log-file'], ['disk.E01', 'disk-image'], ['a.vmem', 'memory-image'], ['shot.PNG', 'screenshot'], ['x', 'other']])('%s looks like %s', (name, kind) => {
  expect(guessKind(name)).toBe(kind);
});
