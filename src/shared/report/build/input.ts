import type { UnixMs } from '#base';
import type { Entity, IncidentState, Occurred } from '#domain';

/** What a document is built from: the projection, the zone shown beside UTC, and the signing feeds it stands on. */
export interface ReportInput {
  readonly state: IncidentState;
  readonly zone: string;
  readonly feeds: readonly {
    readonly author: string; readonly device: string; readonly frames: number; readonly head: string; readonly fingerprint: string;
    /** What somebody else remembers of the feed, and how many entries nobody does; absent where that was not asked. */
    readonly witnessed?: { readonly frames: number; readonly by: string; readonly at: UnixMs; readonly how: 'slip' | 'stamp' | 'cosignature' } | null;
    readonly unwitnessed?: number;
  }[];
  /** Entries of devices that had been removed from the log, which nobody had seen then (docs/spec/membership.md section 3.4); absent: none. */
  readonly afterRemoval?: readonly { readonly number: number; readonly author: string }[];
  /** Short name and version of the program, for the method statement. */
  readonly producedBy: string;
}

/** Sort key of an occurred time: unknown times go last. */
export function instantOf(occurred: Occurred): number {
  return occurred.at ?? Number.MAX_SAFE_INTEGER;
}

/** The incident of a state. Throws when there is none: documents are only built for opened incidents. */
export function incidentOf(state: IncidentState): Entity<'incident'> {
  if (state.incident === null) throw new Error('the log has no incident entry');
  return state.incident;
}
