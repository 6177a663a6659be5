import { clockProfiles } from '../../entries/vocabulary.ts';
import type { ClockDefinition } from '../definition.ts';
import { customerContractClocks } from './customerContract.data.ts';
import { localPracticeClocks } from './localPractice.data.ts';
import { managedServiceClocks } from './managedService.data.ts';

export type ClockProfile = (typeof clockProfiles)[number];

const byProfile: Readonly<Record<ClockProfile, readonly ClockDefinition[]>> = { 'customer-contract': customerContractClocks, 'managed-service': managedServiceClocks };

/** Definitions in force for an incident. */
export function definitionsOf(profiles: readonly ClockProfile[]): readonly ClockDefinition[] {
  return [...clockProfiles.filter((profile) => profiles.includes(profile)).flatMap((profile) => byProfile[profile]), ...localPracticeClocks];
}

const answering = 'A.ACK';
const contractIds: ReadonlySet<string> = new Set([...customerContractClocks, ...managedServiceClocks].map(({ id }) => id).filter((id) => id !== answering));

/** True for a clock that runs because something is taken as a serious incident: those of the contracts but the answer to the reporter, and those for a severity from some level on. */
export function isEscalation(definition: ClockDefinition): boolean {
  return contractIds.has(definition.id) || definition.appliesFrom !== undefined;
}
