import { describe, expect, test } from 'vitest';
import { createEntryId, type EntryId, type UnixMs } from '#base';
import { entitiesOf } from '../entities/select.ts';
import type { BodyOf } from '../entries/bodies.ts';
import { projectIncident } from '../projection/project.ts';
import { clockFacts } from '../clocks/facts.ts';
import { createJournal, seededBytes, START } from '../testing/journal.ts';
import { callRunOf, callRuns, escalationOrder, ordersOfTheirOwn } from './callRun.ts';

const run = createEntryId(START as UnixMs, seededBytes(9));
type Outcome = NonNullable<BodyOf<'communication'>['outcome']>;

function desk() {
  const journal = createJournal();
  journal.add('incident', { ref: 'INC-1', title: 'Phones', severity: 'high', types: [], verdict: 'confirmed', major: true, tlp: 'AMBER', exercise: false, zone: 'UTC' });
  const contact = (name: string, numbers: readonly string[], more: Partial<BodyOf<'contact'>> = {}): EntryId => journal.add('contact', { name, contactKinds: [], numbers: [...numbers], emails: [], ...more });
  const second = contact('Second', ['2'], { order: 2 });
  const first = contact('First', ['1a', '1b'], { order: 1 });
  const chief = contact('Chief', ['9'], { contactKinds: ['executive'] });
  contact('Nobody', ['5']);
  const call = (to: EntryId, channel: string, outcome: Outcome, of: EntryId = run): EntryId => journal.add('communication', { direction: 'out', communicationKind: 'escalation', channel, text: 'Call placed.', outcome, run: of }, { links: [{ relation: 'mentions', to }] });
  const look = () => {
    const state = projectIncident(journal.entries);
    return { state, contacts: entitiesOf(state, 'contact'), messages: entitiesOf(state, 'communication') };
  };
  const next = () => {
    const { contacts, messages } = look();
    const found = callRunOf(run, contacts, messages);
    return [found.result, found.next?.contact.body.name ?? null, found.next?.number ?? null, found.next?.stage ?? null];
  };
  return { journal, contact, second, first, chief, call, look, next };
}

test('the order goes by place, then by name, and leaves out who has no place or was retracted', () => {
  const { journal, contact, look, second } = desk();
  contact('Alike', ['3'], { order: 1 });
  journal.add('retract', { target: second, reason: 'left the company' });
  expect(escalationOrder(look().contacts).map((found) => found.body.name)).toEqual(['Alike', 'First']);
});

describe('a call run', () => {
  test('goes through every number in order, then says that the order is exhausted and proposes executives', () => {
    const { call, next, first, second, chief } = desk();
    expect(next()).toEqual(['open', 'First', '1a', 'order']);
    call(first, '1a', 'no-answer');
    expect(next()).toEqual(['open', 'First', '1b', 'order']);
    call(first, '1b', 'voicemail');
    expect(next()).toEqual(['open', 'Second', '2', 'order']);
    call(second, '2', 'reached-not-authenticated');
    expect(next()).toEqual(['exhausted', 'Chief', '9', 'executive']);
    call(chief, '9', 'busy');
    expect(next()).toEqual(['exhausted', null, null, null]);
  });

  test('ends when somebody is reached, and goes on when that call is retracted', () => {
    const { journal, call, next, first } = desk();
    const reached = call(first, '1a', 'reached');
    expect(next()).toEqual(['reached', null, null, null]);
    journal.add('retract', { target: reached, reason: 'wrong line' });
    expect(next()).toEqual(['open', 'First', '1a', 'order']);
  });

  test('does not count calls of another run, nor the same number of another contact', () => {
    const { call, next, first, second } = desk();
    call(first, '1a', 'busy', createEntryId(START as UnixMs, seededBytes(10)));
    call(second, '1a', 'busy');
    expect(next()).toEqual(['open', 'First', '1a', 'order']);
  });

  test('is found by its attempts, the newest last, and feeds the facts of the clocks', () => {
    const { call, look, first } = desk();
    const other = createEntryId(START as UnixMs, seededBytes(11));
    call(first, '1a', 'no-answer', other);
    call(first, '1a', 'busy');
    call(first, '1b', 'reached');
    const { state, messages } = look();
    expect(callRuns(messages)).toEqual([other, run]);
    expect(clockFacts(state).map((fact) => fact.kind)).toEqual(['call.attempted', 'call.attempted', 'call.attempted', 'call.reached']);
  });
});

test('the order of a severity goes by the places of that severity, leaves out who has none there, and is else the common one', () => {
  const { journal, contact, look, first, second, call } = desk();
  journal.add('amend', { target: first, field: 'orderCritical', value: '0', reason: 'not at night' });
  journal.add('amend', { target: second, field: 'orderCritical', value: '3', reason: 'plan' });
  contact('Board', ['7'], { orderCritical: 1, contactKinds: ['executive'] });
  const { contacts } = look();
  const names = (severity: 'critical' | 'high' | 'informational') => escalationOrder(contacts, severity).map(({ body }) => body.name);
  expect([names('critical'), names('high'), names('informational')]).toEqual([['Board', 'Second'], ['First', 'Second'], ['First', 'Second']]);
  expect(ordersOfTheirOwn(contacts)).toEqual(['critical']);
  call(first, '1a', 'no-answer');
  const next = (severity: 'critical' | 'high') => callRunOf(run, look().contacts, look().messages, severity).next?.number;
  expect([next('high'), next('critical')]).toEqual(['1b', '7']);
});
