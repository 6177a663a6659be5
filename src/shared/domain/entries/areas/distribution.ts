import * as v from 'valibot';
import { count, entryIdSchema, line, optionalLine, optionalText } from '../fields.ts';
import { occurredSchema } from '../time.ts';
import { tlpLabels } from '../vocabulary.ts';
import * as words from './distributionWords.ts';

/** What an issue left out and blackened (docs/spec/distribution.md section 3). Absent fields: no such wish. */
export const reportRedaction = v.object({
  tlp: v.exactOptional(v.picklist(tlpLabels)), privileged: v.exactOptional(v.boolean()), names: v.exactOptional(v.boolean()), leftOut: count, blackened: count,
});

/** Who got which issue of a document (docs/spec/distribution.md section 1). When it was delivered is `occurred`. */
export const distributionBodies = {
  distribution: v.object({
    report: entryIdSchema, recipient: line, organisation: optionalLine, means: v.picklist(words.distributionMeans), acknowledged: v.exactOptional(occurredSchema), receipt: optionalLine, note: optionalText,
  }),
} as const;
