import { describe, expect, test } from 'vitest';
import { creatingBodies, type CreatingKind } from '#domain';
import { fieldsByKind } from './fieldsByKind.ts';
import { createFields, filledValues, fixedParts, initialValues, missingFields, tidy } from './values.ts';

describe('the field tables', () => {
  test.each(Object.keys(creatingBodies) as CreatingKind[])('every field of %s exists in its body', (kind) => {
    const schema = creatingBodies[kind];
    const known = 'entries' in schema ? Object.keys(schema.entries) : [];
    expect(fieldsByKind[kind].map((field) => field.name).filter((name) => !known.includes(name))).toEqual([]);
  });

  test.each(['action', 'decision', 'task', 'system', 'account', 'indicator', 'note', 'event', 'milestone', 'communication', 'contact', 'data-set', 'finding', 'cause'] as const)('a filled form of %s asks for all that its body needs', (kind) => {
    const needed = Object.entries(creatingBodies[kind].entries).filter(([, schema]) => schema.type !== 'exact_optional').map(([name]) => name);
    const given = [...Object.keys(fixedParts(kind)), ...createFields(kind).filter((field) => field.required === true || ['lines', 'choices', 'switch'].includes(field.type)).map((field) => field.name)];
    expect(needed.filter((name) => !given.includes(name))).toEqual([]);
  });
});

test('what is left empty is left out, lists stay as empty lists', () => {
  const fields = createFields('system');
  const values = { ...initialValues(fields, null), name: ' TRD-FS01 ', addresses: ['10.20.4.8', ' '], owner: '  ' };
  expect(filledValues(fields, values)).toEqual({ name: 'TRD-FS01', systemKind: 'server', addresses: ['10.20.4.8'], criticality: 'normal', customerSystem: false });
  expect(filledValues(fields, { ...values, addresses: [] })['addresses']).toEqual([]);
});

test('missing fields are named', () => {
  const fields = createFields('decision');
  expect(missingFields(fields, initialValues(fields, null))).toEqual(['question', 'choice', 'decidedBy']);
});

test('a technique is kept in capitals and without empty names', () => {
  expect(tidy({ id: ' t1569.002 ', name: '' })).toEqual({ id: 'T1569.002' });
  expect(tidy({ id: ' ' })).toBeNull();
});

test('a time that cannot be read yet holds the form back', () => {
  const fields = createFields('task');
  const values = { ...initialValues(fields, null), title: 'Call the provider', due: { written: 'soonish', occurred: null } };
  expect(missingFields(fields, values)).toEqual(['due']);
  expect(missingFields(fields, { ...values, due: { written: '', occurred: null } })).toEqual([]);
  expect(filledValues(fields, { ...values, due: { written: '', occurred: null } })).toEqual({ title: 'Call the provider' });
});
