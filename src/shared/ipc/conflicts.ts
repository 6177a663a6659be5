import type { LogId } from '#base';
import type { ConflictsView, Entity, SameIncident } from '#domain';

/** Live queries about what people wrote apart (docs/spec/entries.md section 11). */
export interface ConflictQueries {
  readonly conflicts: {
    readonly params: { readonly log: LogId };
    /** `entities`: those of the sides of open conflicts, from which what settles them is made. */
    readonly result: ConflictsView & { readonly entities: readonly Entity[] };
  };
  /** Logs of this vault that may hold one incident, also those of which a person has said whether they do (section 12). */
  readonly sameIncidents: { readonly params: Record<string, never>; readonly result: readonly SameIncident[] };
}
