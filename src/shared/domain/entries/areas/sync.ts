import * as v from 'valibot';
import { entryIdSchema, hexOf, line, optionalLine, optionalText } from '../fields.ts';

/** A rotation in hexadecimal digits; whoever uses it verifies it. */
const rotation = v.pipe(v.string(), v.maxLength(2_192), v.regex(/^(?:[0-9a-f]{2})+$/));

/** What a person has trusted for sync (docs/spec/sync.md section 5). In the workspace, withdrawn by retracting; a `sync-server` of an incident only hands a rotation on. */
export const syncBodies = {
  'sync-server': v.object({ name: line, address: line, identity: hexOf(64), pin: hexOf(64), note: optionalText, supersedes: v.exactOptional(entryIdSchema), rotation: v.exactOptional(rotation) }),
  'known-network': v.object({ name: line, fingerprint: hexOf(64), refused: optionalLine }),
} as const;
