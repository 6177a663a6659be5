import { formatUtc } from '#base';
import { blockChanges, blocksOf, entityOf, messageBlocks, theirNumbers, valueToWords, type IncidentState, type MessageBlock, type MessageStanding } from '#domain';
import { plain, type Block, type ReportDocument, type Section } from '../tree/blocks.ts';
import { frameDocument } from './frame.ts';
import { incidentOf, type ReportInput } from './input.ts';

/** Titles of blocks as they are read by the recipient. */
export const blockTitles: Readonly<Record<MessageBlock, string>> = {
  description: 'Description', impact: 'Estimated impact', measures: 'Measures for investigation and remediation', actionsTaken: 'Actions taken', findings: 'Findings', work: 'Work in progress', restoration: 'Restoration',
  advice: 'What you should do', persons: 'Persons and records concerned', loss: 'Loss', indicators: 'Indicators', evidenceHeld: 'Evidence held', preservation: 'What must be preserved', confidentiality: 'Confidential',
  risk: 'Risk', decisionsWanted: 'Decisions wanted', unknowns: 'Not known yet', lateReasons: 'Reasons for delay', other: 'Further details', nextUpdate: 'Next update', contactRoute: 'How to reach us, and how to know it is us',
};

/** A composed message as a page: to read from, to hand over, to sign (docs/spec/messages.md section 5). A mandatory block that is empty is shown as missing. */
export function buildMessage(input: ReportInput, standing: MessageStanding): ReportDocument {
  const { message, approval } = standing;
  const { body } = message;
  const blocks = blocksOf(body.template).filter(({ block, mandatory }) => mandatory || textOf(body[block]) !== '');
  const further = messageBlocks.filter((block) => textOf(body[block]) !== '' && !blocks.some((shown) => shown.block === block)).map((block) => ({ block, mandatory: false }));
  const codename = incidentOf(input.state).body.codename ?? '';
  const since = sinceUpdate(input.state, standing);
  return frameDocument(input, {
    type: 'message', documentTitle: `${valueToWords(body.template)} ${body.ref}${updateWords(standing)}`, title: body.subject, subtitle: codename,
    sections: [
      { id: 'head', title: 'To', numbered: false, mandatory: false, blocks: [{ type: 'facts', rows: [
        { term: 'To', value: plain(body.recipients.join(', ') || (body.audience ?? '')) }, { term: 'Subject', value: plain(body.subject) },
        ...theirNumbers(input.state, message).map(({ who, number }) => ({ term: 'Your reference', value: plain(`${number} (${who})`) })),
        ...(since === null ? [] : [{ term: since.term, value: plain(since.text) }]),
        { term: 'Approved', value: plain(approval === null ? 'not approved' : `by ${approval.by}, ${formatUtc(approval.at, 'minute')}`) },
        ...(textOf(body.changes) === '' ? [] : [{ term: `Corrects ${correctedText(standing)}`, value: plain(textOf(body.changes)) }]),
      ] }] },
      ...[...blocks, ...further].map(({ block, mandatory }): Section => ({ id: block, title: blockTitles[block], numbered: false, mandatory, blocks: [blockText(textOf(body[block]))] })),
      { id: 'read-back', title: 'When it is read out', numbered: false, mandatory: false, blocks: [
        { type: 'list', items: [plain('Make sure who is on the line before the first word: call back on the number on file, ask for the next line of the code sheet.'), plain('Read it word by word. Let them read back the three most important points. Leave nothing of it on a voicemail.')] },
        { type: 'signatures', lines: [{ role: 'Read out or handed over by, date, time, zone', name: '' }, { role: 'Read back or received by', name: '' }] },
      ] },
    ],
  });
}

/** `, update 3` behind a subject; nothing for what is no update of a series (docs/spec/updates.md section 5). */
export function updateWords({ update, message }: MessageStanding): string {
  return update === null || (update.number === 1 && message.body.subscription === undefined) ? '' : `, update ${update.number}`;
}

/** What a message says otherwise than the update before it; null for the first of a series and for what is in none. */
function sinceUpdate(state: IncidentState, { message, update }: MessageStanding): { readonly term: string; readonly text: string } | null {
  const previous = update === null || update.previous === null ? null : entityOf(state, 'message', update.previous);
  if (update === null || previous === null) return null;
  const changed = blockChanges(previous.body, message.body).map(({ block, change }) => `${blockTitles[block]} ${change.replace('-', ' ')}`);
  return { term: `Since update ${update.number - 1}`, text: changed.length === 0 ? 'nothing changed' : changed.join('; ') };
}

/** The words of a message as plain text, as it goes into an e-mail: a TLP line, the case numbers of those who receive it, what changed since the last update, then the filled blocks under their titles. */
export function messageText(standing: MessageStanding, tlp: string, state: IncidentState): string {
  const { body } = standing.message;
  const filled = messageBlocks.filter((block) => textOf(body[block]) !== '');
  const changes = textOf(body.changes) === '' ? [] : [`This message corrects ${correctedText(standing)}.\n${textOf(body.changes)}`];
  const since = sinceUpdate(state, standing);
  const numbers = theirNumbers(state, standing.message).map(({ who, number }) => `Your reference: ${number} (${who})`);
  const head = [`TLP:${tlp}`, ...numbers, ...(since === null ? [] : [`${since.term}: ${since.text}`])].join('\n');
  return [head, ...changes, ...filled.map((block) => `${blockTitles[block]}\n${textOf(body[block])}`)].join('\n\n');
}

// By reference and time, so that the reader knows which of the messages at hand no longer holds.
function correctedText({ corrects }: MessageStanding): string {
  return corrects === null ? 'an earlier message' : `${corrects.ref}${corrects.at === null ? '' : ` of ${formatUtc(corrects.at, 'minute')}`}`;
}

function blockText(text: string): Block {
  return text === '' ? { type: 'missing', text: 'This block is empty.' } : { type: 'paragraph', text: plain(text) };
}

function textOf(value: string | undefined): string {
  return (value ?? '').trim();
}
