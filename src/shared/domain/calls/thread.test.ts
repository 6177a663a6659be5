import { expect, test } from 'vitest';
import { createEntryId, type EntryId, type UnixMs } from '#base';
import { entitiesOf } from '../entities/select.ts';
import { projectIncident } from '../projection/project.ts';
import { createJournal, seededBytes, START } from '../testing/journal.ts';
import { threadOf } from './thread.ts';

test('a thread follows answers in both directions, in both forms of link, and keeps the calls of a run together', () => {
  const journal = createJournal();
  const run = createEntryId(START as UnixMs, seededBytes(5));
  const say = (text: string, answers?: EntryId, of?: EntryId): EntryId =>
    journal.add('communication', { direction: 'out', communicationKind: 'request', text, ...(of === undefined ? {} : { run: of }) }, answers === undefined ? {} : { links: [{ relation: 'answers', to: answers }] });
  const question = say('question');
  const apart = say('apart');
  const answer = say('answer', question);
  const late = say('late', undefined, run);
  say('second call', undefined, run);
  journal.add('link', { from: late, to: answer, relation: 'answers' });
  const messages = entitiesOf(projectIncident(journal.entries), 'communication');
  expect(threadOf(messages, question).map((message) => message.body.text)).toEqual(['question', 'answer', 'late', 'second call']);
  expect(threadOf(messages, apart).map((message) => message.body.text)).toEqual(['apart']);
});
