import * as v from 'valibot';
import { count, entryIdSchema, line, optionalLine, optionalText, refSchema, text } from '../fields.ts';
import * as words from './scopeWords.ts';

/** Data in scope, findings and causes (docs/spec/scope.md). */
export const scopeBodies = {
  'data-set': v.object({
    ref: refSchema, name: line, categories: v.array(v.picklist(words.dataVarieties)), subjects: v.array(v.picklist(words.dataSubjects)),
    regimes: v.array(v.picklist(words.dataRegimes)), records: v.exactOptional(count), persons: v.exactOptional(count),
    /** ISO 3166-1 alpha-2. */
    jurisdictions: v.array(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))), stateAtExposure: v.picklist(words.exposureStates), disclosed: v.picklist(words.disclosures),
    encrypted: v.picklist(words.dataEncryptions), owner: optionalLine, notes: optionalText,
  }),
  /** What is thought to be so. What speaks for and against it are links; who thinks so is the author of the entry. */
  finding: v.object({
    ref: refSchema, statement: text, findingKind: v.picklist(words.findingKinds), confidence: v.picklist(['low', 'moderate', 'high']),
    likelihood: v.exactOptional(v.picklist(words.likelihoods)), state: v.picklist(words.findingStates),
  }),
  /** A node of the causal tree; absent `parent`: what is to be explained. */
  cause: v.object({ text, causeType: v.picklist(words.causeTypes), parent: v.exactOptional(entryIdSchema) }),
} as const;
