import type { MilestoneKind } from './order.ts';

/** Milestones that may have been reached with one that was set. A question to the person who knows; nothing is ever set by itself. */
const alsoConsider: Partial<Record<MilestoneKind, readonly MilestoneKind[]>> = {
  detected: ['discovered', 'reported', 'compromised'],
  reported: ['detected', 'acknowledged', 'discovered'],
  acknowledged: ['triageStarted'],
  triageStarted: ['detected', 'triageCompleted'],
  triageCompleted: ['declared', 'highSeverityConfirmed', 'confirmed'],
  declared: ['highSeverityConfirmed', 'confirmed', 'discovered', 'awareSignificant', 'aware', 'socAwareSignificantImpact'],
  highSeverityConfirmed: ['declared', 'classifiedMajor', 'awareSignificant'],
  discovered: ['confirmed', 'customerImpactConfirmed', 'awarePersonalData', 'phiDiscovered', 'ftcDiscovered', 'masDiscovered'],
  confirmed: ['discovered', 'customerImpactConfirmed', 'awarePersonalData', 'awareSignificant', 'awareNis', 'aware', 'reasonableBelief', 'ciiAware'],
  customerImpactConfirmed: ['confirmed', 'awarePersonalData', 'processorAware', 'clientsAffected', 'recipientsAffected'],
  firstExfil: ['awarePersonalData', 'customerImpactConfirmed', 'highRiskDetermined', 'phiDiscovered', 'cardCompromiseSuspected'],
  awarePersonalData: ['highRiskDetermined', 'processorAware', 'ndbSuspected', 'pdpaCredible', 'phiDiscovered'],
  highRiskDetermined: ['ndbBelief', 'pdpaNotifiable'],
  awareSignificant: ['aware', 'awareNis', 'recipientsAffected'],
  aware: ['classifiedMajor', 'clientsAffected'],
  classifiedMajor: ['awareSignificant', 'clientsAffected', 'material'],
  awareExploited: ['awareSevere', 'correctiveMeasure'],
  ndbSuspected: ['ndbBelief'],
  pdpaCredible: ['pdpaNotifiable'],
  apraAware: ['apraWeakness'],
  ransomPaid: ['reasonableBelief', 'determined', 'material', 'claimKnown'],
  material: ['materialAddition'],
  contained: ['compromised', 'discovered'],
  eradicated: ['contained'],
  restored: ['recovered', 'activitiesRecovered'],
  recovered: ['restored', 'resolved', 'activitiesRecovered', 'incidentHandled'],
  resolved: ['recovered', 'incidentHandled', 'reviewScheduled'],
  reviewHeld: ['closed'],
};

/** What else to think of after a milestone was set, without those that stand already. At most five: a longer list is not read. */
export function milestonesToConsider(set: MilestoneKind, standing: ReadonlySet<MilestoneKind>): readonly MilestoneKind[] {
  return (alsoConsider[set] ?? []).filter((kind) => !standing.has(kind)).slice(0, 5);
}
