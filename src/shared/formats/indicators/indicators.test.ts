import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { LogId, UnixMs } from '#base';
import { projectIncident, type Entry, type PlacedEntry } from '#domain';
import { nameUuid } from '../stix/nameUuid.ts';
import { stixPattern } from '../stix/pattern.ts';
import { writeStix } from '../stix/writeStix.ts';
import { selectIndicators } from './select.ts';
import { writeHosts, writeIndicatorCsv, writeSuricata, writeYara } from './writeLists.ts';

const LOG = 'a'.repeat(32) as LogId;
const AT = Date.UTC(2026, 10, 21, 6, 0) as UnixMs;
const time = (at: number) => ({ at: at as UnixMs, precision: 'second', zone: 'UTC', offsetMinutes: 0, written: '', clockSource: 'device' });

function stateOf(bodies: readonly Readonly<Record<string, unknown>>[], pap?: string) {
  const all = [{ kind: 'incident', body: { ref: 'INC-1', title: 'x', severity: 'high', types: [], verdict: 'suspected', major: false, tlp: 'AMBER', exercise: false, zone: 'UTC', ...(pap === undefined ? {} : { pap }) } },
    ...bodies.map((body, index) => ({ kind: 'indicator', body: { ref: `I-K7-${String(index + 1).padStart(3, '0')}`, verdict: 'malicious', state: 'observed', ...body } }))];
  return projectIncident(all.map(({ kind, body }, index): PlacedEntry => {
    const id = `01J00000000000000000000${String(index).padStart(3, '0')}`;
    return { id, entry: { v: 1, id, kind, body, author: { name: 'K. Moen', prefix: 'K7' }, occurred: time(AT), recorded: { at: (AT + index * 1000) as UnixMs, zone: 'UTC', offsetMinutes: 0 }, source: 'typed', tags: [], links: [] } as unknown as Entry,
      place: { feed: '0'.repeat(64), seq: index, index: 0, headerSha256: '0'.repeat(64), leafSha256: '0'.repeat(64), hlc: { ms: AT, counter: index } } } as unknown as PlacedEntry;
  }));
}

const mixed = [
  { indicatorType: 'domain', value: 'evil.example', tlp: 'GREEN' }, { indicatorType: 'ipv4', value: '192.0.2.7' }, { indicatorType: 'yara', value: 'rule r { condition: true }' }, { indicatorType: 'phone', value: '+47 1' },
  { indicatorType: 'domain', value: 'x"; drop.example' }, { indicatorType: 'url', value: 'https://old.example', validUntil: time(AT + 5000) }, { indicatorType: 'ipv4', value: '192.0.2.8', tlp: 'RED' },
];

test('names of version 5 are those of the standard', () => {
  expect(nameUuid('indicator:1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  // Computed with Python: uuid.uuid5(uuid.UUID('e5b0a7d8-6c0c-5d0e-9f5e-2f2a0f4d7c11'), name).
  expect([nameUuid('a'), nameUuid('å'.repeat(60))]).toEqual(['0b62b474-8510-5e32-a5c1-c576af4593dd', 'e96e946e-e1e3-5dd7-bef4-25a8ba07017a']);
});

describe('a STIX bundle', () => {
  test('holds what may go out, marked, with ids that stay', () => {
    const { outgoing, leftOut } = selectIndicators(stateOf(mixed), 'AMBER', AT + 10_000);
    const written = writeStix(LOG, outgoing);
    const bundle = JSON.parse(written.text) as { readonly objects: readonly Readonly<Record<string, unknown>>[] };
    expect(bundle.objects.map((object) => object['name'])).toEqual(['TLP:AMBER', 'TLP:GREEN', 'Incident response team', 'I-K7-001', 'I-K7-002', 'I-K7-003', 'I-K7-005']);
    expect(bundle.objects.slice(3).map(({ pattern, pattern_type: type }) => [pattern, type])).toEqual([
      ["[domain-name:value = 'evil.example']", 'stix'], ["[ipv4-addr:value = '192.0.2.7']", 'stix'], ['rule r { condition: true }', 'yara'], ["[domain-name:value = 'x\"; drop.example']", 'stix'],
    ]);
    expect([leftOut, written.leftOut]).toEqual([[{ reason: 'expired', count: 1 }, { reason: 'marked stricter than asked for', count: 1 }], [{ reason: 'no STIX pattern for the type', count: 1 }]]);
    const known = new Set(bundle.objects.map(({ id }) => id));
    for (const object of bundle.objects) for (const ref of [...((object['object_marking_refs'] ?? []) as readonly string[]), ...(object['created_by_ref'] === undefined ? [] : [object['created_by_ref']])]) expect(known.has(ref)).toBe(true);
    expect(writeStix(LOG, outgoing).text).toBe(written.text);
    expect(writeStix('b'.repeat(32) as LogId, outgoing).text).not.toBe(written.text);
  });

  test('no value breaks out of its pattern', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((value) => value.trim() !== ''), (value) => {
      const pattern = stixPattern({ indicatorType: 'file-name', value })?.pattern ?? '';
      const inner = pattern.slice("[file:name = '".length, -2);
      expect(inner.replaceAll(/\\[\\']/g, '').includes("'")).toBe(false);
      expect(inner.replaceAll(/\\([\\'])/g, '$1')).toBe(value.trim());
    }));
  });
});

describe('lists', () => {
  const outgoing = (pap?: string) => selectIndicators(stateOf([...mixed, { indicatorType: 'domain', value: '=cmd.example' }], pap), 'RED', AT).outgoing;
  test('rules hold only plain values, and alert where the marking forbids to block', () => {
    expect(writeSuricata(outgoing()).text.split('\n').filter(Boolean)).toEqual([
      'drop dns $HOME_NET any -> any any (msg:"I-K7-001 domain"; dns.query; dotprefix; content:".evil.example"; nocase; endswith; sid:9000001; rev:1;)',
      'drop ip $HOME_NET any -> 192.0.2.7 any (msg:"I-K7-002 address"; sid:9000002; rev:1;)', 'drop ip $HOME_NET any -> 192.0.2.8 any (msg:"I-K7-007 address"; sid:9000003; rev:1;)',
    ]);
    expect(writeSuricata(outgoing('AMBER')).text).not.toContain('drop');
    expect([writeHosts(outgoing()).text, writeHosts(outgoing('RED')).rows, writeHosts(outgoing()).leftOut]).toEqual(['0.0.0.0 evil.example\n', 0, [{ reason: 'no domain that may be blocked', count: 7 }]]);
    expect(writeYara(outgoing()).text).toBe('rule r { condition: true }\n\n');
  });

  test('a spreadsheet runs no cell', () => {
    const lines = writeIndicatorCsv(outgoing()).text.split('\r\n');
    expect([lines.length, lines[8]?.includes('"\'=cmd.example"')]).toEqual([10, true]);
  });
});
