import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { EntityId } from '#base';
import { defang } from '../entities/defang.ts';
import { persistenceChecks } from '../entries/vocabulary.ts';
import { projectIncident } from '../projection/project.ts';
import { createJournal, incidentBody, systemBody } from '../testing/journal.ts';
import { cautionsBefore, scopeContradictions } from './cautions.ts';
import { dataScope } from './dataScope.ts';
import { readIndicatorList, refang } from './pasteList.ts';
import { recoveryView } from './recovery.ts';

const accountBody = { ref: 'U-K7-001', principal: 'svc-backup', realm: 'CORP', accountKind: 'service', state: 'compromised' } as const;
const indicatorBody = { ref: 'I-K7-001', indicatorType: 'domain', value: 'evil.example', verdict: 'malicious', state: 'observed' } as const;

describe('the recovery board', () => {
  test('a system is recovered only when both checks are made', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    const id = journal.add('system', { ...systemBody, state: 'compromised' });
    const row = () => recoveryView(projectIncident(journal.entries)).rows[0];
    expect([row()?.passed, row()?.needs.contained]).toEqual([null, [{ need: 'state-contained' }]]);
    for (const state of ['contained', 'eradicated', 'restored', 'in-service']) journal.add('transition', { target: id, state });
    expect([row()?.passed, row()?.needs.recovered, row()?.tooEarly]).toEqual(['eradicated', [{ need: 'secure' }, { need: 'operational' }], true]);
    expect(scopeContradictions(projectIncident(journal.entries)).map(({ cautions }) => cautions)).toEqual([[{ caution: 'not-checked-secure' }, { caution: 'not-checked-operational' }]]);
    for (const field of ['secure', 'operational']) journal.add('amend', { target: id, field, value: 'true', reason: 'scanned and signed off' });
    expect([row()?.passed, row()?.tooEarly, recoveryView(projectIncident(journal.entries)).passed]).toEqual(['recovered', false, { contained: 1, eradicated: 1, recovered: 1 }]);
  });

  test('an account needs sessions, credentials and every persistence check since its last compromise', () => {
    const journal = createJournal();
    journal.add('incident', incidentBody);
    const id = journal.add('account', accountBody) as EntityId;
    const step = (state: string) => journal.add('transition', { target: id, state });
    for (const state of ['disabled', 'sessions-revoked', 'credentials-reset', 'compromised', 'disabled']) step(state);
    const needs = () => recoveryView(projectIncident(journal.entries)).rows[0]?.needs.eradicated.map(({ need }) => need);
    expect(needs()).toEqual(['sessions', 'credentials', 'persistence']);
    step('sessions-revoked');
    step('credentials-reset');
    expect(needs()).toEqual(['persistence']);
    expect(cautionsBefore(projectIncident(journal.entries), id, 're-enabled')).toEqual([{ caution: 'persistence-open', open: persistenceChecks }]);
    journal.add('amend', { target: id, field: 'persistenceChecked', value: JSON.stringify(persistenceChecks), reason: 'checked' });
    expect([needs(), cautionsBefore(projectIncident(journal.entries), id, 're-enabled')]).toEqual([[], []]);
  });
});

test('blocking what must not be shown needs a decision that stands', () => {
  const journal = createJournal();
  journal.add('incident', { ...incidentBody, pap: 'AMBER' });
  const id = journal.add('indicator', indicatorBody) as EntityId;
  const now = () => projectIncident(journal.entries);
  expect([cautionsBefore(now(), id, 'deployed'), scopeContradictions(now())]).toEqual([[{ caution: 'block-without-decision' }], []]);
  journal.add('action', { ref: 'A-K7-001', title: 'Block it', actionKind: 'block-domain', targets: [], authority: { basis: 'not-stated' }, state: 'proposed' }, { links: [{ relation: 'target', to: id }] });
  expect(scopeContradictions(now()).map(({ entity }) => entity.id)).toEqual([id]);
  const decision = journal.add('decision', { ref: 'D-K7-001', question: 'Block?', options: [], choice: 'Yes', decidedBy: 'A. Lund', consulted: [], state: 'proposed' }, { links: [{ relation: 'mentions', to: id }] });
  expect(scopeContradictions(now())).toHaveLength(1);
  journal.add('transition', { target: decision, state: 'decided' });
  expect([cautionsBefore(now(), id, 'deployed'), scopeContradictions(now())]).toEqual([[], []]);
  journal.add('amend', { target: id, field: 'pap', value: '"GREEN"', reason: 'known to them' });
  journal.add('retract', { target: decision, reason: 'wrong' });
  expect(scopeContradictions(now())).toEqual([]);
});

test('persons are added up over what may have been disclosed', () => {
  const journal = createJournal();
  const body = { categories: [], subjects: [], regimes: [], jurisdictions: ['NO'], stateAtExposure: 'stored', encrypted: 'no' } as const;
  journal.add('incident', incidentBody);
  journal.add('data-set', { ...body, ref: 'DS-K7-001', name: 'Payroll', disclosed: 'yes', persons: 400 });
  journal.add('data-set', { ...body, ref: 'DS-K7-002', name: 'Logs', disclosed: 'potentially' });
  journal.add('data-set', { ...body, ref: 'DS-K7-003', name: 'Site', disclosed: 'no', persons: 9 });
  expect(dataScope(projectIncident(journal.entries))).toEqual({ sets: 3, open: 1, disclosed: 1, persons: 400, isAtLeast: true });
});

describe('a pasted list', () => {
  test('what was defanged comes back as it was', () => {
    const cases = [
      ['hxxps://evil[.]example/a.b', 'https://evil.example/a.b'], ['hXXp[://]evil(.)example', 'http://evil.example'], ['185[.]0[.]2[.]44', '185.0.2.44'], ['a[@]b[dot]example', 'a@b.example'], ['fe80[:]:1', 'fe80::1'],
      ['evil{.}example', 'evil.example'], ['d41d8cd98f00b204e9800998ecf8427e', 'd41d8cd98f00b204e9800998ecf8427e'],
    ] as const;
    for (const [text, value] of cases) expect([text, refang(text)]).toEqual([text, value]);
    fc.assert(fc.property(fc.oneof(fc.webUrl(), fc.ipV4(), fc.domain()), (value) => {
      const type = /^https?:/.test(value) ? 'url' : /^[\d.]+$/.test(value) ? 'ipv4' : 'domain';
      expect(refang(defang(type, value))).toBe(value);
    }));
  });

  test('each value once, with what stood already told apart', () => {
    const list = readIndicatorList('# from the provider\r\nEvil[.]example\n\nevil.example\n185[.]0[.]2[.]44\nKNOWN.example\n', [{ indicatorType: 'domain', value: 'known.example' }]);
    expect(list.fresh.map(({ line, value, indicatorType }) => [line, value, indicatorType])).toEqual([[2, 'Evil.example', 'domain'], [5, '185.0.2.44', 'ipv4']]);
    expect(list.repeated.map(({ line, of }) => [line, of])).toEqual([[4, 'list'], [6, 'journal']]);
  });

  test('any text is read without a throw, and reading what was read finds nothing new', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { fresh } = readIndicatorList(text, []);
      expect(readIndicatorList(text, fresh).fresh).toEqual([]);
    }));
  });
});
