import { createProjection, isFullProfile, namesOf, narrowEntries, type DocumentProfile, type IncidentState, type PlacedEntry } from '#domain';
import type { ReportInput, Variant } from '#report';
import type { EntryId } from '#base';

/** What a document is built from, and what was kept from it; `variant` null for a full document. */
export interface Prepared extends ReportInput { readonly variant: (Variant & { readonly ids: ReadonlySet<EntryId> }) | null }

/** The same input without what a profile keeps from it (docs/spec/distribution.md section 3). `placed` are the entries of `input.state`. */
export function prepareVariant(input: ReportInput, placed: readonly PlacedEntry[], profile: DocumentProfile | undefined): Prepared {
  if (profile === undefined || isFullProfile(profile)) return { ...input, variant: null };
  const narrowed = narrowEntries(placed, profile, input.state);
  const names = profile.names ? namesOf(placed, input.feeds.map(({ author }) => author)) : [];
  return {
    ...input, state: projectReadable(narrowed.placed, narrowed.ids),
    variant: { profile, incidentTlp: input.state.incident?.body.tlp ?? 'RED', leftOut: narrowed.leftOut, cleared: narrowed.cleared, names, ids: narrowed.ids },
  };
}

// What was left out is not damaged: it is not counted among what cannot be read.
function projectReadable(placed: readonly PlacedEntry[], ids: ReadonlySet<EntryId>): IncidentState {
  const projection = createProjection();
  for (const one of placed) projection.apply(one);
  const state = projection.state();
  return { ...state, unreadable: state.unreadable.filter((id) => !ids.has(id)) };
}
