import { completenessOf, completenessTopics, standingOf, type CompletenessTopic, type LogHealth, type OpenLine, type OpenProblem } from '#domain';
import type { UnixMs } from '#base';
import { code, plain, type ReportDocument, type Section } from '../tree/blocks.ts';
import { minuteText, section } from './commandSections.ts';
import { frameDocument } from './frame.ts';
import type { ReportInput } from './input.ts';
import { wordFor } from './words.ts';

const topicTitles: Readonly<Record<CompletenessTopic, string>> = {
  journal: 'The journal itself', milestones: 'Milestones', clocks: 'Clocks', evidence: 'Evidence', actions: 'Actions and approvals', decisions: 'Decisions', messages: 'Messages and documents', scope: 'Scope, findings and work', closure: 'Gates and learning',
};

const problemTitles: Readonly<Record<OpenProblem, string>> = {
  fork: 'a writer signed two histories', gap: 'frames are missing', damage: 'damaged stretches', unreadable: 'entries that cannot be read here', finding: 'finding', disputed: 'disputed', conflict: 'written apart and contradicting', notice: 'written apart, nobody has confirmed it', late: 'written late, no reason given', unwitnessed: 'entries that nobody else remembers',
  'milestone-missing': 'passed over', 'milestone-untimed': 'time not known', 'clock-overdue': 'overdue', 'clock-late': 'met late, no reason given', 'clock-running': 'not met yet',
  'in-transit': 'on its way, no receipt', 'release-overdue': 'on its way for more than a day, no receipt', 'custody-gap': 'gap in the custody', mismatch: 'hash differs', concern: 'concern', 'checklist-open': 'not captured', 'checklist-reason': 'skipped, no reason given',
  'no-authority': 'no authority stated', 'no-second': 'not approved by two people', 'override-open': 'override not ratified', 'approval-waiting': 'approval asked for, not answered', 'approval-void': 'approval that counts for nothing', 'approval-unwritten': 'not confirmed in writing', 'action-open': 'not finished', 'no-result': 'no result stated',
  'no-reason': 'no reason stated', 'decision-open': 'not decided', 'decision-review': 'had to be looked at again', 'message-waiting': 'not sent', 'message-unapproved': 'went out without approval', 'message-undelivered': 'did not arrive', 'must-be-told': 'has an older issue and must be told', 'submission-unproven': 'no proof of submission',
  contradiction: 'contradiction', 'finding-unfounded': 'not founded', 'handover-open': 'items not accepted', 'task-open': 'not finished', gate: 'condition not met', 'report-section': 'section of the report is empty', 'corrective-overdue': 'past its date',
};

/** What is open or missing, part by part, each line with the entry it is about. `health` is what the holder of the log knows of it. */
export function buildCompleteness(input: ReportInput, health: Omit<LogHealth, 'unwitnessed'> = { forks: [], gaps: [], damaged: 0 }): ReportDocument {
  const asOf = input.state.journal.at(-1)?.stamp.recorded.at ?? (0 as UnixMs);
  const { lines, counts } = completenessOf(input.state, { ...health, unwitnessed: input.feeds.map(({ author, unwitnessed = 0 }) => ({ author, entries: unwitnessed })) }, asOf);
  const clear = completenessTopics.filter((topic) => counts[topic] === 0);
  return frameDocument(input, {
    type: 'completeness', documentTitle: 'Completeness', landscape: true, subtitle: lines.length === 0 ? 'nothing is open or missing' : `${lines.length} ${lines.length === 1 ? 'thing' : 'things'} open or missing`,
    sections: [
      section('standing', 'Standing', [
        { type: 'figures', items: completenessTopics.filter((topic) => counts[topic] > 0).map((topic) => ({ value: String(counts[topic]), caption: topicTitles[topic].toLowerCase() })) },
        { type: 'facts', rows: [
          { term: 'As of', value: plain(`${minuteText(asOf)}, entry ${input.state.entryCount}`) }, { term: 'Covered', value: plain(`${input.state.entryCount} entries, ${standingOf(input.state, 'evidence').length} items of evidence`) },
          { term: 'Nothing open', value: plain(clear.length === 0 ? 'in no part' : clear.map((topic) => topicTitles[topic]).join(', ')) },
        ] },
        { type: 'paragraph', text: plain('Collected from gates, clocks, custody, checklists, findings, approvals, messages and the log. What nobody wrote down and nothing asks for cannot be in it.') },
      ]),
      ...completenessTopics.filter((topic) => counts[topic] > 0).map((topic) => topicSection(topic, lines.filter((line) => line.topic === topic))),
    ],
  });
}

function topicSection(topic: CompletenessTopic, lines: readonly OpenLine[]): Section {
  return section(topic, topicTitles[topic], [{
    type: 'table', empty: '', columns: [{ title: 'Ref', width: 'narrow', mono: true }, { title: 'What', width: 'wide' }, { title: 'Open or missing', width: 'medium' }, { title: 'Detail', width: 'wide' }, { title: 'Entry', width: 'narrow', mono: true }],
    rows: lines.map(({ subject, problem, detail }) => [code(subject?.ref ?? ''), plain(subject === null ? '' : subject.title), plain(problemTitles[problem]), plain(problem === 'milestone-missing' ? wordFor(detail) : detail), code(subject === null ? '' : String(subject.number))]),
  }]);
}
