import type { ClockDefinition, FactKind, Trigger } from '../definition.ts';
import { hours, minutes } from './limits.ts';

const on = (fact: FactKind): Trigger => ({ take: 'first', of: [{ fact }] });
const source = 'Good practice; our own default';

/** What careful teams do without a contract. Always labelled as local. */
export const localPracticeClocks: readonly ClockDefinition[] = [
  { id: 'O.RATIFY', title: 'Ratify the emergency override', source, standing: 'local', trigger: on('override.used'), limit: minutes(30), stop: [['override.settled']], perSubject: true },
  { id: 'O.ACTION.VERIFY', title: 'Verify the effect of the action', source, standing: 'local', trigger: on('action.done'), limit: minutes(30), stop: [['action.verified']], perSubject: true },
  { id: 'O.VERBAL', title: 'Confirm in writing what was approved by word of mouth', source, standing: 'local', trigger: on('approval.verbal'), limit: hours(1), stop: [['approval.confirmed']], perSubject: true },
  { id: 'O.HANDOVER', title: 'Hand the shift over', source, standing: 'local', trigger: on('shift.ending'), limit: minutes(30), stop: [['handover.accepted']], perSubject: true, warnsAtOnce: true },
  { id: 'O.CA', title: 'Verify the corrective action', source: 'Date set by its owner', standing: 'local', trigger: on('corrective.accepted'), limit: { count: 'given', amount: 0 }, stop: [['corrective.ended']], perSubject: true },
  { id: 'O.CHAN.RETENTION', title: 'Seal what was said there before it is gone', source: 'Retention of the channel', standing: 'local', trigger: on('channel.said'), limit: { count: 'given', amount: 0 }, stop: [['channel.kept']], perSubject: true },
  { id: 'O.TRANSIT', title: 'Receive what was released', source, standing: 'local', trigger: on('evidence.released'), limit: hours(24), stop: [['evidence.settled']], perSubject: true },
];
