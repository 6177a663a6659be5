import { readdirSync, readFileSync } from 'node:fs';
import * as domain from '#domain';
import { expect, test } from 'vitest';
import { isMessageId, messages } from './messages.ts';

/** Which list of the domain each label group covers. */
const listByGroup: Readonly<Record<string, readonly string[]>> = {
  severity: domain.severities, severityShort: domain.severities, priority: domain.priorities, tlp: domain.tlpLabels, pap: domain.papLabels, verdict: domain.verdicts,
  incidentType: domain.incidentTypes, incidentState: domain.incidentStates, milestone: domain.milestoneKinds, functionalImpact: domain.functionalImpacts,
  informationImpact: domain.informationImpacts, recoverability: domain.recoverabilities, track: domain.timelineTracks, confidence: domain.confidences,
  evidenceKind: domain.evidenceKinds, evidencePurpose: domain.evidencePurposes, hashAlgorithm: domain.hashAlgorithms, custodyType: domain.custodyTypes, custodyMethod: domain.custodyMethods,
  actionKind: domain.actionKinds, actionState: domain.actionStates, phase: domain.phases, decisionState: domain.decisionStates, taskState: domain.taskStates,
  systemKind: domain.systemKinds, systemState: domain.systemStates, criticality: domain.criticalities, accountKind: domain.accountKinds,
  accountState: domain.accountStates, indicatorType: domain.indicatorTypes, indicatorVerdict: domain.indicatorVerdicts, indicatorState: domain.indicatorStates,
  contactKind: domain.contactKinds, communicationKind: domain.communicationKinds, callOutcome: domain.callOutcomes, linkRelation: domain.linkRelations,
  playbookPhase: domain.playbookPhases, playbookStepKind: domain.playbookStepKinds, playbookOutcome: domain.playbookOutcomes,
  clockProfile: domain.clockProfiles, clockEffect: domain.clockEffects, reportability: domain.reportabilityAnswers, packTrust: domain.packTrusts,
  incidentRole: domain.incidentRoles, assignmentState: domain.assignmentStates, handoverItemKind: domain.handoverItemKinds, handoverOutcome: domain.handoverOutcomes, planStrategy: domain.planStrategies,
  persistenceCheck: domain.persistenceChecks, dataVariety: domain.dataVarieties, dataSubject: domain.dataSubjects, dataRegime: domain.dataRegimes, exposureState: domain.exposureStates,
  disclosed: domain.disclosures, dataEncryption: domain.dataEncryptions, findingKind: domain.findingKinds, findingState: domain.findingStates, likelihood: domain.likelihoods, causeType: domain.causeTypes,
  approvalLevel: domain.approvalLevels, approvalSeat: domain.approvalSeats, approvalVerdict: domain.approvalVerdicts, identityMethod: domain.identityMethods, identityResult: domain.identityResults,
  captureOutcome: domain.captureOutcomes, verificationResult: domain.verificationResults, readinessItem: domain.readinessItems, readinessOutcome: domain.readinessOutcomes,
  channelKind: domain.channelKinds, channelDependency: domain.channelDependencies, pace: domain.paceLevels, channelWorks: domain.channelWorks, channelState: domain.channelStates, verificationMeans: domain.verificationMeans,
  codeSheetState: domain.codeSheetStates, checkResult: domain.checkResults, bridgeState: domain.bridgeStates, bridgeRecording: domain.bridgeRecordings, attendanceState: domain.attendanceStates,
  messageTemplate: domain.messageTemplates, audienceKind: domain.audienceKinds, updateBegins: domain.updateBegins, updateEnds: domain.updateEnds, subscriptionState: domain.subscriptionStates, signOffVerdict: domain.signOffVerdicts, distributionMeans: domain.distributionMeans, memberRole: domain.memberRoles, invitationHistory: domain.invitationHistories, fingerprintMeans: domain.fingerprintMeans, fingerprintResult: domain.fingerprintResults, transport: domain.transports, proofKind: domain.proofKinds,
  detectionSource: domain.detectionSources, intakeChannel: domain.intakeChannels, reporterCheck: domain.reporterChecks, disposition: domain.dispositions, urgency: domain.urgencies,
  functionalImpactDetail: domain.functionalImpactDetails, informationImpactDetail: domain.informationImpactDetails, attackVector: domain.attackVectors, activityLocation: domain.activityLocations,
  outlook: domain.outlooks, verisActor: domain.verisActors, verisMotive: domain.verisMotives, verisAction: domain.verisActions, verisAsset: domain.verisAssets, verisAttribute: domain.verisAttributes,
  entrySource: domain.entrySources, timePrecision: domain.timePrecisions, clockSource: domain.clockSources, entryKind: Object.keys(domain.entryBodies),
};

test('every value of the domain has a label', () => {
  const missing = Object.entries(listByGroup).flatMap(([group, values]) => values.map((value) => `vocabulary.${group}.${value}`).filter((id) => !isMessageId(id)));
  expect(missing).toEqual([]);
});

test('each id begins with its area and stands in one file only', () => {
  const folder = new URL('./messages/', import.meta.url);
  const ids = readdirSync(folder).flatMap((file) => Object.keys(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as object));
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.filter((id) => !/^[a-z]+\./.test(id))).toEqual([]);
  expect(ids.toSorted()).toEqual(Object.keys(messages).toSorted());
});

test('no text is empty', () => {
  expect(Object.entries(messages).filter(([, text]) => (text as string).trim() === '')).toEqual([]);
});
