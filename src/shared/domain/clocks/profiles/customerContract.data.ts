import type { ClockDefinition, FactKind, Trigger } from '../definition.ts';
import { calendarDays, hours, minutes } from './limits.ts';

const on = (fact: FactKind): Trigger => ({ take: 'first', of: [{ fact }] });
const source = 'Security incident procedure with customer notice';

/** A provider that owes its customers notice, daily updates and a report. */
export const customerContractClocks: readonly ClockDefinition[] = [
  { id: 'A.ACK', title: 'Acknowledge the report', source, standing: 'local', trigger: on('report.received'), limit: minutes(15), stop: [['report.acknowledged']], perSubject: true },
  {
    id: 'A.CUST.NOTIFY', title: 'Notify the customer by e-mail and phone', source, standing: 'contract', limit: hours(24), shadow: 'milestone.discovered',
    trigger: { take: 'last', of: ['milestone.discovered', 'milestone.confirmed', 'milestone.customerImpactConfirmed'] }, stop: [['customer.notified'], ['customer.called']],
  },
  { id: 'A.CUST.UPDATE', title: 'Update the customer', source, standing: 'contract', trigger: on('customer.notified'), limit: hours(24), stop: [['customer.updated']], recurs: { until: ['milestone.resolved'] } },
  { id: 'A.PIR.REPORT', title: 'Deliver the post-incident report', source, standing: 'contract', trigger: on('milestone.resolved'), limit: calendarDays(30), stop: [['report.issued'], ['milestone.reportDelivered']] },
];
