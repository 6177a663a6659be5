import type { ClockDefinition, FactKind, Trigger } from '../definition.ts';
import { businessDays, calendarDays, hours, minutes } from './limits.ts';

const on = (fact: FactKind): Trigger => ({ take: 'first', of: [{ fact }] });
const source = 'Security incident procedure with customer notice';

/** A provider that owes its customers notice, daily updates and a report. */
export const customerContractClocks: readonly ClockDefinition[] = [
  { id: 'A.ACK', title: 'Acknowledge the report', source, standing: 'local', trigger: on('report.received'), limit: minutes(15), stop: [['report.acknowledged']], perSubject: true },
  {
    id: 'A.CUST.NOTIFY', title: 'Notify the customer by e-mail and phone', source, standing: 'contract', perCustomer: true, limit: hours(24), shadow: 'milestone.discovered',
    trigger: { take: 'last', of: ['milestone.discovered', 'milestone.confirmed', 'milestone.customerImpactConfirmed'] }, stop: [['customer.notified'], ['customer.called']],
  },
  { id: 'A.CUST.UPDATE', title: 'Update the customer', source, standing: 'contract', perCustomer: true, trigger: on('customer.notified'), limit: hours(24), stop: [['customer.updated']], recurs: { until: ['milestone.resolved'] } },
  {
    id: 'A.STAKE.UPDATE', title: 'Update our own people', source, standing: 'local', trigger: on('milestone.declared'), stop: [['internal.updated']], recurs: { until: ['milestone.resolved'] },
    limit: { bySeverity: { critical: hours(1), high: hours(2), medium: hours(8), low: hours(24) } },
  },
  { id: 'O.REVIEW.MAJOR', title: 'Schedule the review', source: 'Good practice; our own default', standing: 'local', trigger: on('milestone.resolved'), limit: { bySeverity: { critical: calendarDays(3), high: businessDays(5), medium: businessDays(5), low: businessDays(5), informational: businessDays(5) } }, calendar: 'local', stop: [['milestone.reviewScheduled']], majorOnly: true },
  { id: 'A.PIR.REPORT', title: 'Deliver the post-incident report', source, standing: 'contract', trigger: on('milestone.resolved'), limit: calendarDays(30), stop: [['report.issued'], ['milestone.reportDelivered', 'report.delivered']] },
];
