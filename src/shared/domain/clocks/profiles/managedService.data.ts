import type { ClockDefinition, FactKind, Trigger } from '../definition.ts';
import { businessDays, calendarDays, hours, minutes } from './limits.ts';

const on = (fact: FactKind): Trigger => ({ take: 'first', of: [{ fact }] });
const source = 'Managed detection and response service';
const MINUTE_MS = 60_000;

/** A managed service that answers around the clock: sequential five-minute steps under an envelope of thirty minutes. */
export const managedServiceClocks: readonly ClockDefinition[] = [
  { id: 'B.TRIAGE', title: 'Triage and first review', source, standing: 'contract', trigger: on('milestone.detected'), limit: minutes(15), stop: [['milestone.triageCompleted'], ['assessment.recorded']], appliesFrom: 'high' },
  { id: 'B.EMAIL', title: 'First escalation by e-mail', source, standing: 'contract', trigger: on('milestone.declared'), limit: minutes(5), stop: [['escalation.sent']] },
  {
    id: 'B.PHONE', title: 'First call in the contact order', source, standing: 'contract', limit: minutes(5), stop: [['call.attempted']],
    trigger: { take: 'first', of: [{ fact: 'escalation.sent' }, { fact: 'milestone.declared', plusMs: 5 * MINUTE_MS }] },
  },
  {
    id: 'B.BRIDGE', title: 'Open the bridge with a roll-call', source, standing: 'contract', limit: minutes(5), stop: [['bridge.opened']],
    trigger: { take: 'first', of: [{ fact: 'call.reached' }, { fact: 'call.attempted', plusMs: 5 * MINUTE_MS }] },
  },
  {
    id: 'B.COORD', title: 'Name the incident coordinator', source, standing: 'contract', limit: minutes(5), stop: [['coordinator.active']],
    trigger: { take: 'first', of: [{ fact: 'call.reached' }, { fact: 'call.attempted', plusMs: 5 * MINUTE_MS }] },
  },
  { id: 'B.RESP', title: 'Substantive response to the customer', source, standing: 'contract', trigger: on('milestone.highSeverityConfirmed'), limit: minutes(30), stop: [['call.reached', 'bridge.customerJoined']] },
  { id: 'B.PLAN', title: 'Approve the response plan', source, standing: 'contract', trigger: on('milestone.declared'), limit: hours(4), typicalMs: [30 * MINUTE_MS, 60 * MINUTE_MS], stop: [['plan.approved']] },
  { id: 'O.SITREP', title: 'Issue the situation report', source: 'Good practice; our own default', standing: 'local', trigger: on('milestone.declared'), limit: { bySeverity: { critical: hours(1), high: hours(2), medium: hours(8) } }, stop: [['sitrep.issued']], recurs: { until: ['milestone.resolved'] } },
  { id: 'B.UPDATE', title: 'Update the customer', source, standing: 'local', perCustomer: true, trigger: on('milestone.declared'), limit: hours(4), stop: [['customer.updated']], recurs: { until: ['milestone.resolved'] } },
  { id: 'B.REPORT', title: 'Deliver the report', source, standing: 'local', trigger: on('milestone.recovered'), limit: businessDays(10), calendar: 'local', stop: [['milestone.reportDelivered', 'report.delivered']] },
  { id: 'P.READY', title: 'Call the contacts again', source: 'Readiness; our own default of 90 days', standing: 'local', trigger: on('readiness.checked'), limit: calendarDays(90), stop: [['readiness.checked']], recurs: { until: [] } },
  { id: 'B.REVIEW', title: 'Schedule the review', source, standing: 'local', trigger: on('milestone.recovered'), limit: businessDays(5), calendar: 'local', stop: [['milestone.reviewScheduled']] },
];
