import * as v from 'valibot';
import { unixMsSchema } from '../time.ts';
import { hexOf, line, optionalLine, optionalText } from '../fields.ts';
import * as words from './membershipWords.ts';

/** What people record beside the membership of a log (docs/spec/membership.md section 7). */
export const membershipBodies = {
  /** Somebody compared the fingerprint of a member's device, known to them under that name. In the journal of the incident. */
  'fingerprint-check': v.object({
    device: hexOf(64), name: optionalLine, means: v.picklist(words.fingerprintMeans), result: v.picklist(words.fingerprintResults), note: optionalText,
  }),
  /** An invitation that this vault gave out; the secret is nowhere else. In the workspace alone, never shown, printed or exported. */
  invitation: v.object({
    secret: hexOf(32), log: hexOf(32), invitation: hexOf(32), role: v.picklist(words.memberRoles), history: v.picklist(words.invitationHistories),
    expires: v.exactOptional(unixMsSchema), forWhom: line,
  }),
} as const;
