import fc from 'fast-check';
import { textToBytes, type UnixMs } from '#base';
import { actionKinds, builtInPlaybooks, incidentTypes, playbookPhases, playbookStepKinds, severities, type Playbook } from '#domain';
import { describe, expect, test } from 'vitest';
import { EXTENSION_ID } from './constants.ts';
import { readCacao } from './readCacao.ts';
import { writeCacao } from './writeCacao.ts';

const numRuns = process.env['SLOW'] === '1' ? 2000 : 60;
const AT = Date.UTC(2026, 10, 21, 6, 0) as UnixMs;
const ransomware = builtInPlaybooks()[0] as Playbook;
type Json = Record<string, unknown>;

const line = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }).map((text) => text.trim()).filter((text) => text !== '');
const steps = fc.array(fc.record({
  phase: fc.constantFrom(...playbookPhases), kind: fc.constantFrom(...playbookStepKinds), text: fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }),
  actionKind: fc.constantFrom(...actionKinds), twoApprovers: fc.boolean(), captureFirst: fc.boolean(), id: fc.uuid({ version: 4 }),
}, { requiredKeys: ['phase', 'kind', 'text', 'id'] }), { minLength: 1, maxLength: 20 }).filter((list) => new Set(list.map(({ id }) => id)).size === list.length);
const playbooks: fc.Arbitrary<Playbook> = fc.record({
  playbook: fc.uuid({ version: 4 }), code: line, version: line, title: line, useWhen: line, types: fc.subarray([...incidentTypes]), minimumSeverity: fc.constantFrom(...severities),
  attack: fc.record({ version: line, ids: fc.array(fc.constantFrom('T1486', 'T1021.002')) }), d3fend: fc.record({ version: line, ids: fc.array(line) }), steps,
}, { requiredKeys: ['playbook', 'version', 'title', 'types', 'steps'] }) as fc.Arbitrary<Playbook>;

function changed(change: (file: Json, workflow: Record<string, Json>) => void): Uint8Array {
  const file = JSON.parse(writeCacao(ransomware, AT)) as Json;
  change(file, file['workflow'] as Record<string, Json>);
  return textToBytes(JSON.stringify(file));
}
const keyOf = (index: number) => `action--${ransomware.steps[index]?.id ?? ''}`;

describe('CACAO 2.0', () => {
  test('every playbook of the library comes back as it was, and the same one gives the same file', () => {
    for (const playbook of builtInPlaybooks()) {
      const text = writeCacao(playbook, AT);
      expect(writeCacao(playbook, AT)).toBe(text);
      expect(readCacao(textToBytes(text))).toEqual({ ok: true, value: { playbook, notes: [] } });
    }
  });

  test('any playbook comes back as it was', () => {
    fc.assert(fc.property(playbooks, (playbook) => {
      expect(readCacao(textToBytes(writeCacao(playbook, AT)))).toEqual({ ok: true, value: { playbook, notes: [] } });
    }), { numRuns });
  });

  test('what is refused is named by its place', () => {
    const refused = (bytes: Uint8Array) => {
      const read = readCacao(bytes);
      return read.ok ? null : read.error;
    };
    expect(refused(new Uint8Array(2 ** 20 + 1))).toEqual({ kind: 'too-large', where: '' });
    expect(refused(textToBytes('[]'))).toEqual({ kind: 'not-json', where: '' });
    expect(refused(Uint8Array.of(0x22, 0xff, 0x22))).toEqual({ kind: 'not-json', where: '' });
    expect(refused(changed((file) => { file['type'] = 'bundle'; }))).toEqual({ kind: 'not-cacao', where: 'type' });
    expect(refused(changed((file) => { file['spec_version'] = 'cacao-1.1'; }))).toEqual({ kind: 'other-version', where: 'spec_version' });
    expect(refused(changed((file) => { file['script'] = 'x'; }))).toEqual({ kind: 'unknown-field', where: 'script' });
    expect(refused(changed((file) => { delete file['modified']; }))).toEqual({ kind: 'missing-field', where: 'modified' });
    expect(refused(changed((file) => { file['id'] = 'playbook--1'; }))).toEqual({ kind: 'bad-value', where: 'id' });
    expect(refused(changed((_, workflow) => { (workflow[keyOf(0)] as Json)['colour'] = 1; }))).toEqual({ kind: 'unknown-field', where: `workflow.${keyOf(0)}.colour` });
    expect(refused(changed((_, workflow) => { (workflow[keyOf(1)] as Json)['type'] = 'parallel'; }))).toEqual({ kind: 'branching', where: `workflow.${keyOf(1)} (parallel)` });
    expect(refused(changed((_, workflow) => { (workflow[keyOf(1)] as Json)['on_failure'] = keyOf(3); }))).toEqual({ kind: 'branching', where: `workflow.${keyOf(1)}.on_failure` });
    expect(refused(changed((_, workflow) => { (workflow[keyOf(2)] as Json)['on_completion'] = keyOf(0); }))).toEqual({ kind: 'loop', where: `workflow.${keyOf(0)}` });
    expect(refused(changed((_, workflow) => { (workflow[keyOf(2)] as Json)['on_completion'] = keyOf(4); }))).toEqual({ kind: 'unreached-step', where: `workflow.${keyOf(3)}` });
    expect(refused(changed((_, workflow) => { (workflow[keyOf(2)] as Json)['on_completion'] = 'action--gone'; }))).toEqual({ kind: 'unknown-step', where: `workflow.${keyOf(2)}.on_completion` });
    expect(refused(changed((_, workflow) => { (workflow[keyOf(2)] as Json)['commands'] = [{ type: 'bash', command: 'rm' }]; }))).toEqual({ kind: 'not-manual', where: `workflow.${keyOf(2)}.commands` });
    expect(refused(changed((_, workflow) => { (workflow[keyOf(2)] as Json)['commands'] = [{ type: 'manual', command: 'a'.repeat(2001) }]; }))).toEqual({ kind: 'text-too-long', where: `workflow.${keyOf(2)}` });
    expect(refused(changed((_, workflow) => { (workflow[keyOf(2)] as Json)['step_extensions'] = { [EXTENSION_ID]: { phase: 'later', kind: 'action' } }; }))).toEqual({ kind: 'bad-value', where: `workflow.${keyOf(2)}.phase` });
  });

  test('a playbook without our extension is read as plain steps, and that is said', () => {
    const read = readCacao(changed((file, workflow) => {
      delete file['playbook_extensions'];
      file['markings'] = ['marking-tlp--94868c89-83c2-464b-929b-a1a8aa3c8487'];
      for (const step of Object.values(workflow)) delete step['step_extensions'];
    }));
    expect(read.ok && read.value.playbook.version).toBe('2026-11-21T06:00:00.000Z');
    expect(read.ok && read.value.playbook.steps.map(({ kind, phase }) => `${kind} ${phase}`)).toEqual(ransomware.steps.map(() => 'action assess'));
    expect(read.ok && read.value.notes.map(({ kind }) => kind)).toEqual(['no-extension', 'left-out']);
    expect(read.ok && read.value.notes[1]?.where).toContain('markings');
  });

  test('no bytes whatever make it throw', () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(textToBytes), fc.tuple(fc.constantFrom('workflow', 'id', 'workflow_start', 'playbook_extensions', 'name', 'description', 'modified'), fc.jsonValue()).map(([field, value]) => changed((file) => { file[field] = value; }))), (bytes) => {
      expect(typeof readCacao(bytes).ok).toBe('boolean');
    }), { numRuns });
  });
});
