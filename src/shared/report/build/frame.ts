import type { ReportDocument, Section } from '../tree/blocks.ts';
import { incidentOf, type ReportInput } from './input.ts';

/** What every document shares: reference, TLP, exercise mark and the entry and head it was sealed at. */
export function frameDocument(
  input: ReportInput,
  part: { readonly type: ReportDocument['type']; readonly documentTitle: string; readonly title?: string; readonly subtitle: string; readonly sections: readonly Section[]; readonly landscape?: boolean },
): ReportDocument {
  const incident = incidentOf(input.state);
  return {
    type: part.type,
    reference: incident.body.ref,
    documentTitle: part.documentTitle,
    title: part.title ?? incident.body.title,
    subtitle: part.subtitle,
    tlp: incident.body.tlp,
    exercise: incident.body.exercise,
    sections: part.sections,
    sealedAt: { entry: input.state.entryCount, head: input.state.lastHeader ?? 'none' },
    landscape: part.landscape ?? false,
  };
}
