import * as v from 'valibot';
import { hexOf, line, optionalText } from '../fields.ts';

/** What a person has trusted for sync (docs/spec/sync.md section 5). Both in the workspace alone; withdrawn by retracting. */
export const syncBodies = {
  'sync-server': v.object({ name: line, address: line, identity: hexOf(64), pin: hexOf(64), note: optionalText }),
  'known-network': v.object({ name: line, fingerprint: hexOf(64) }),
} as const;
