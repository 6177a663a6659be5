import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { EntityId } from '#base';
import { projectIncident } from '../projection/project.ts';
import { causeFault } from '../rules/causes.ts';
import { createJournal, incidentBody } from '../testing/journal.ts';
import { blamesPerson } from './blame.ts';
import { causeTree, whyChain } from './causes.ts';
import { findingViews } from './findings.ts';

test('a person is not an answer, a condition is', () => {
  const blaming = ['operator mistake', 'Human error', 'error by the user', 'the administrator made a mistake', 'Careless employee', 'mistakes of an operator', 'PEBKAC', "user's mistake", 'The operator was negligent', 'Staff  negligence', 'end-user error', 'the engineer made a serious error'];
  const open = ['no second person had to approve the transfer', 'The alert was one of 400 that night', 'user accounts were not locked', 'error handling of the proxy', 'operator console showed two states as one', 'the staffing plan had no night shift', 'system error', 'superuser rights by default', 'operators had no way to see the error'];
  expect(blaming.filter((text) => !blamesPerson(text))).toEqual([]);
  expect(open.filter(blamesPerson)).toEqual([]);
});

test('the tree follows parents, counts whys and rests on what is linked', () => {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  const seen = journal.add('event', { track: 'adversary', fact: 'logon from abroad' });
  const top = journal.add('cause', { text: 'Files encrypted', causeType: 'event' });
  const why = journal.add('cause', { text: 'VPN without a second factor', causeType: 'control-absent', parent: top }, { links: [{ relation: 'supports', to: seen }] });
  const deeper = journal.add('cause', { text: 'The exception had no end date', causeType: 'condition', parent: why });
  const other = journal.add('cause', { text: 'Flat network', causeType: 'condition', parent: top });
  const tree = causeTree(projectIncident(journal.entries));
  expect(tree.map(({ cause, depth }) => [cause.id, depth])).toEqual([[top, 0], [why, 1], [deeper, 2], [other, 1]]);
  expect(tree[1]?.evidence.map(({ id }) => id)).toEqual([seen]);
  expect(whyChain(tree, deeper as EntityId).map(({ cause }) => cause.id)).toEqual([top, why, deeper]);
});

test('a writer refuses a blaming leaf and a parent below; a reader shows both marked', () => {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  const first = journal.add('cause', { text: 'Operator mistake', causeType: 'event' });
  const second = journal.add('cause', { text: 'Two buttons look alike', causeType: 'condition', parent: first });
  const state = projectIncident(journal.entries);
  expect(causeFault({ text: 'user error', causeType: 'event' }, null, state)).toContain('a person is never the last answer');
  expect(causeFault({ text: 'Operator mistake', causeType: 'event' }, first as EntityId, state)).toBeNull();
  expect(causeFault({ text: 'Wrong button', causeType: 'event', parent: second }, first as EntityId, state)).toContain('below');
  expect(causeFault({ text: 'Why', causeType: 'event', parent: '00000000000000000000000000' as EntityId }, null, state)).toContain('parent');
  journal.add('retract', { target: second, reason: 'wrong' });
  journal.add('amend', { target: first, field: 'parent', value: JSON.stringify(second), reason: 'moved' });
  expect(causeTree(projectIncident(journal.entries)).map(({ problems }) => problems)).toEqual([['detached', 'blames']]);
});

test('no parents lose a node, whatever they say, and each circle is cut once', () => {
  fc.assert(fc.property(fc.array(fc.option(fc.nat(11)), { minLength: 1, maxLength: 12 }), fc.array(fc.nat(11), { maxLength: 4 }), (parents, gone) => {
    const journal = createJournal();
    const ids = parents.map((_, index) => journal.add('cause', { text: `cause ${index}`, causeType: 'condition' }));
    parents.forEach((parent, index) => {
      const [target, above] = [ids[index], parent === null ? undefined : ids[parent]];
      if (target !== undefined && above !== undefined) journal.add('amend', { target, field: 'parent', value: JSON.stringify(above), reason: 'moved' });
    });
    const struck = new Set(gone.filter((index) => index < ids.length));
    for (const index of struck) journal.add('retract', { target: ids[index] as EntityId, reason: 'wrong' });
    const tree = causeTree(projectIncident(journal.entries));
    expect(tree.map(({ cause }) => cause.id).toSorted()).toEqual(ids.filter((_, index) => !struck.has(index)).toSorted());
    for (const node of tree) expect(whyChain(tree, node.cause.id)).toHaveLength(node.depth + 1);
  }), { numRuns: process.env['SLOW'] === '1' ? 3000 : 60 });
});

test('findings tell what speaks for and against, whichever way it was linked', () => {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  const seen = journal.add('event', { track: 'adversary', fact: 'beacon' });
  const finding = journal.add('finding', { ref: 'F-K7-001', statement: 'Entry by phishing', findingKind: 'hypothesis', confidence: 'low', state: 'open' }, { links: [{ relation: 'contradicts', to: seen }] });
  const fact = journal.add('finding', { ref: 'F-K7-002', statement: 'Mail with link at 08:00', findingKind: 'fact-summary', confidence: 'high', likelihood: 'likely', state: 'supported' }, { links: [{ relation: 'supports', to: finding }] });
  const views = findingViews(projectIncident(journal.entries));
  expect(views.map(({ supports, contradicts, problems }) => [supports.map(({ id }) => id), contradicts.map(({ id }) => id), problems])).toEqual([
    [[fact], [seen], []],
    [[], [], ['no-evidence', 'supported-without', 'fact-with-likelihood']],
  ]);
});
