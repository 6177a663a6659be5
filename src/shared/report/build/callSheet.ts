import { currentSeverity, entitiesOf, escalationOrder, ordersOfTheirOwn, placeAt, titleOf, type Entity } from '#domain';
import { code, plain, type Block, type Cell, type ReportDocument, type Section } from '../tree/blocks.ts';
import { channelSections } from './channelCards.ts';
import { frameDocument } from './frame.ts';
import { incidentOf, type ReportInput } from './input.ts';

const columns = [
  { title: 'No.', width: 'narrow' }, { title: 'Contact', width: 'wide' }, { title: 'Number', width: 'medium', mono: true }, { title: 'Attempt 1', width: 'medium' }, { title: 'Attempt 2', width: 'medium' }, { title: 'Outcome, time', width: 'wide' },
] as const;

/** The contacts in the order in which they are called, with boxes to tick: what is in the drawer when no screen is lit. The codename stands in place of the title where there is one. */
export function buildCallSheet(input: ReportInput): ReportDocument {
  const contacts = entitiesOf(input.state, 'contact');
  const order = escalationOrder(contacts);
  const severity = currentSeverity(input.state);
  const others = contacts.filter((contact) => contact.retracted === null && ![null, ...ordersOfTheirOwn(contacts)].some((each) => placeAt(contact, each) !== null));
  const ownOrders = ordersOfTheirOwn(contacts);
  const { codename } = incidentOf(input.state).body;
  const further: readonly Block[] = others.length === 0 ? [] : [{ type: 'table', columns, rows: others.flatMap((contact) => contactRows(contact, '')), empty: '' }];
  return frameDocument(input, {
    type: 'call-sheet', documentTitle: 'Call sheet', landscape: true, subtitle: `${order.length} ${order.length === 1 ? 'contact' : 'contacts'} in order`, ...(codename === undefined || codename === '' ? {} : { title: codename }),
    sections: [
      { id: 'how', title: 'How to use this sheet', numbered: false, mandatory: false, blocks: [{ type: 'list', items: [
        plain('Call from the top. Tick a box for each attempt and write the time with its zone and the outcome: reached, identity not checked, voicemail, busy, no answer, wrong number, refused.'),
        plain('Whoever answers proves who they are before they hear anything: call back on the number printed here.'),
        plain('On a voicemail say only: Please call me back on ______________, it is about the open appointment.'),
        plain('Nobody reached: call the executive contacts, then send somebody. Transcribe this sheet into the journal afterwards.'),
      ] }] },
      { id: 'order', title: ownOrders.length === 0 ? 'Escalation order' : 'Escalation order at any other severity', numbered: false, mandatory: false, blocks: [orderTable(order, null)] },
      ...ownOrders.map((each): Section => ({
        id: `order-${each}`, title: `Escalation order at ${each} severity${each === severity ? ', as it stands now' : ''}`, numbered: false, mandatory: false, blocks: [orderTable(escalationOrder(contacts, each), each)],
      })),
      ...channelSections(input),
      ...(further.length === 0 ? [] : [{ id: 'others', title: 'Further contacts', numbered: false, mandatory: false, blocks: further }]),
      { id: 'ink', title: 'Further calls', numbered: false, mandatory: false, blocks: [{ type: 'blank-rows', count: 6, note: 'Calls in and out.', columns: ['Date, time, zone', 'Who', 'Number', 'In or out', 'Outcome, what was said'] }] },
    ],
  });
}

function orderTable(order: readonly Entity<'contact'>[], severity: Parameters<typeof placeAt>[1]): Block {
  return { type: 'table', columns, rows: order.flatMap((contact) => contactRows(contact, String(placeAt(contact, severity) ?? ''))), empty: 'No contact has a place in this order.' };
}

// One row per number, so that every number has boxes of its own; who has none can still be written to.
function contactRows(contact: Entity<'contact'>, place: string): readonly (readonly Cell[])[] {
  const { body } = contact;
  const who = [titleOf(contact), body.roleTitle, body.zone, ...body.emails, body.caseNumber ? `their case ${body.caseNumber}` : undefined].filter(Boolean).join(' · ');
  const numbers = body.numbers.length === 0 ? [''] : body.numbers;
  return numbers.map((number, index) => [plain(index === 0 ? place : ''), plain(index === 0 ? who : ''), code(number), code('[ ] ____:____'), code('[ ] ____:____'), plain('')]);
}
