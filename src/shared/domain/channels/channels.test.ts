import { describe, expect, test } from 'vitest';
import type { EntryId, UnixMs } from '#base';
import { clockFacts } from '../clocks/facts.ts';
import { entitiesOf } from '../entities/select.ts';
import type { BodyOf } from '../entries/bodies.ts';
import { projectIncident } from '../projection/project.ts';
import { clockRows } from '../queries/clocks.ts';
import { createJournal, evidenceBody, happened, incidentBody, START, systemBody } from '../testing/journal.ts';
import { bridgeViews } from './bridge.ts';
import { codeSheetUse } from './codeSheet.ts';
import { channelsView, findChannel } from './trust.ts';

function desk(isMajor = false) {
  const journal = createJournal();
  const incident = journal.add('incident', { ...incidentBody, major: isMajor });
  const channel = (label: string, more: Partial<BodyOf<'channel'>> = {}): EntryId => journal.add('channel', { ref: 'C-K7-001', channelKind: 'email', label, address: `${label.toLowerCase()}@example.org`, dependencies: [], needs: [], state: 'unstated', ...more });
  const view = () => channelsView(projectIncident(journal.entries));
  const trust = (label: string) => view().rows.find((row) => row.channel.body.label === label)?.trust;
  const goMajor = (value = true): EntryId => journal.add('amend', { target: incident, field: 'major', value: String(value), reason: 'spreads' });
  return { journal, channel, view, trust, goMajor };
}

describe('trust in channels', () => {
  test('a major incident distrusts corporate channels and what stands on the same ground, and no others', () => {
    const { channel, trust, goMajor, view } = desk();
    channel('Mail', { corporate: true });
    channel('Chat', { dependencies: ['identity-provider'] });
    channel('Mobile', { dependencies: ['carrier'] });
    channel('Box');
    expect(['Mail', 'Chat', 'Mobile', 'Box'].map(trust)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    goMajor();
    expect(['Mail', 'Chat', 'Mobile', 'Box'].map(trust)).toEqual(['distrusted', 'distrusted', 'unknown', 'unknown']);
    expect(view().rows.map((row) => row.outOfBand)).toEqual([false, false, false, true]);
    goMajor(false);
    expect(trust('Mail')).toBe('unknown');
  });

  test('a word of trust holds against what was known, not against what came afterwards', () => {
    const { journal, channel, trust, goMajor, view } = desk();
    const mail = channel('Mail', { corporate: true });
    const say = (state: string) => journal.add('transition', { target: mail, state, reason: 'checked with the provider' });
    say('trusted');
    expect(trust('Mail')).toBe('trusted');
    goMajor();
    expect(trust('Mail')).toBe('distrusted');
    const again = say('trusted');
    expect(trust('Mail')).toBe('trusted');
    expect(view().rows[0]?.reasons[0]).toMatchObject({ kind: 'stated', reason: 'checked with the provider' });
    journal.add('revert', { target: again });
    expect(trust('Mail')).toBe('distrusted');
    say('compromised');
    goMajor(false);
    expect(trust('Mail')).toBe('compromised');
  });

  test('a channel goes with what it needs: a system, an account, another channel', () => {
    const { journal, channel, trust, view } = desk();
    channel('Portal', { needs: ['IDP.corp.example'] });
    channel('Bridge', { needs: ['portal'] });
    channel('Ring', { needs: ['Ring', 'Ping'] });
    channel('Ping', { needs: ['Ring'] });
    const system = journal.add('system', { ...systemBody, name: 'idp.corp.example', state: 'in-service' });
    expect(trust('Portal')).toBe('unknown');
    journal.add('transition', { target: system, state: 'compromised' });
    expect(['Portal', 'Bridge', 'Ring', 'Ping'].map(trust)).toEqual(['distrusted', 'distrusted', 'unknown', 'unknown']);
    expect(view().rows[0]?.reasons).toMatchObject([{ kind: 'needs', subject: system }]);
    journal.add('transition', { target: system, state: 'cleared' });
    expect(trust('Bridge')).toBe('unknown');
  });

  test('a channel is found by its address, its name and its reference', () => {
    const { channel, view } = desk();
    const id = channel('Box');
    for (const written of ['box', ' BOX@example.org ', 'c-k7-001']) expect(findChannel(view().rows, written)?.channel.id).toBe(id);
    for (const written of ['', 'other']) expect(findChannel(view().rows, written)).toBeNull();
  });
});

test('a code line is used once, passed or failed, and the next one follows', () => {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  const sheet = journal.add('code-sheet', { ref: 'CS-K7-001', lines: 4, holder: 'Customer', state: 'issued' });
  const ask = (line: number, result: 'passed' | 'failed') => journal.add('communication', { direction: 'in', communicationKind: 'call', text: 'x', check: { means: 'code-line', result, sheet, line } });
  const use = () => {
    const state = projectIncident(journal.entries);
    return codeSheetUse(entitiesOf(state, 'code-sheet'), entitiesOf(state, 'communication'))[0];
  };
  expect(use()).toMatchObject({ used: [], next: 1 });
  const call = ask(2, 'failed');
  expect(use()).toMatchObject({ used: [2], next: 3, failed: 1 });
  journal.add('retract', { target: call, reason: 'wrong caller' });
  ask(4, 'passed');
  expect(use()).toMatchObject({ used: [2, 4], next: 1, failed: 1 });
  journal.add('transition', { target: sheet, state: 'void' });
  expect(use()).toMatchObject({ next: null });
});

test('a bridge is opened by its first roll-call, and a verified customer on it is an answer', () => {
  const journal = createJournal();
  journal.add('incident', incidentBody);
  const at = (minutes: number) => ({ occurred: happened(START + minutes * 60_000) });
  const bridge = journal.add('bridge', { ref: 'B-K7-001', label: 'KELP', host: 'Ana', state: 'open' }, at(20));
  const facts = () => clockFacts(projectIncident(journal.entries)).map(({ kind, at: when }) => [kind, (when - START) / 60_000]);
  expect(facts()).toEqual([]);
  const call = (person: string, minutes: number, more: Partial<BodyOf<'attendance'>> = {}) => journal.add('attendance', { bridge, person, check: { means: 'call-back', result: 'passed' }, state: 'present', ...more }, at(minutes));
  const ana = call('Ana', 22);
  call('Voice', 23, { customer: true, check: { means: 'code-line', result: 'failed', line: 7 } });
  expect(facts()).toEqual([['bridge.opened', 22]]);
  call('Dee', 25, { customer: true });
  expect(facts()).toEqual([['bridge.opened', 22], ['bridge.customerJoined', 25]]);
  journal.add('transition', { target: ana, state: 'left' }, at(40));
  const state = projectIncident(journal.entries);
  expect(bridgeViews(entitiesOf(state, 'bridge'), entitiesOf(state, 'attendance'))).toMatchObject([{ present: 2, unverified: 1, closedAt: null }]);
});

describe('a channel that forgets', () => {
  const HOUR = 3_600_000;
  const when = (hours: number) => ({ occurred: happened(START + hours * HOUR), recordedAt: START + hours * HOUR });
  const sealed = { size: 1, hashes: [], parts: [], recipient: 'age1x', identity: 'AGE-SECRET-KEY-1X', startedAt: START, endedAt: START, readBackAt: START };
  const scene = () => {
    const { journal, channel } = desk();
    const signal = channel('Signal', { channelKind: 'secure-im', retentionHours: 24 });
    const forever = channel('Post', { ref: 'C-K7-002' });
    const say = (hours: number, via: EntryId) => journal.add('communication', { direction: 'in', communicationKind: 'internal', text: 'x', via }, when(hours));
    const keep = (hours: number, to: EntryId, more: Partial<BodyOf<'evidence'>> = { sealed }) => journal.add('evidence', { ...evidenceBody, evidenceKind: 'chat-transcript', ...more }, { ...when(hours), links: [{ relation: 'derived-from', to }] });
    const clocks = (hours: number) => clockRows(projectIncident(journal.entries), (START + hours * HOUR) as UnixMs).filter(({ id }) => id === 'O.CHAN.RETENTION').map((row) => [row.subject?.id, row.state, ((row.due ?? 0) - START) / HOUR]);
    return { signal, forever, say, keep, clocks };
  };

  test('warns before the oldest of what was said there is gone, until a transcript of it is sealed', () => {
    const { signal, say, keep, clocks } = scene();
    expect(clocks(1)).toEqual([]);
    say(2, signal);
    say(9, signal);
    expect(clocks(10)).toEqual([[signal, 'running', 26]]);
    expect(clocks(27)).toEqual([[signal, 'overdue', 26]]);
    keep(20, signal);
    expect(clocks(27)).toEqual([[signal, 'met', 26]]);
    say(22, signal);
    expect(clocks(27)).toEqual([[signal, 'met', 26], [signal, 'running', 46]]);
    keep(50, signal);
    expect(clocks(51)).toEqual([[signal, 'met', 26], [signal, 'met-late', 46]]);
  });

  test('is kept by nothing that is not sealed, that belongs elsewhere, or that is older; one that keeps everything has no clock', () => {
    const { signal, forever, say, keep, clocks } = scene();
    say(1, forever);
    keep(2, signal);
    say(3, signal);
    keep(4, signal, {});
    keep(5, forever);
    expect(clocks(6)).toEqual([[signal, 'running', 27]]);
  });
});
