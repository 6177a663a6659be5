import * as v from 'valibot';
import { count, entryIdSchema, line, optionalLine, optionalText, refSchema } from '../fields.ts';
import { occurredSchema } from '../time.ts';
import * as words from './channelsWords.ts';

const lineNumber = v.pipe(count, v.minValue(1), v.maxValue(999));
const optionalId = v.exactOptional(entryIdSchema);

/** How somebody proved who they are. Of a code line the number is kept, never what stands on it. */
export const callerCheckSchema = v.object({ means: v.picklist(words.verificationMeans), result: v.picklist(words.checkResults), sheet: optionalId, line: v.exactOptional(lineNumber) });

/** What a message that went out adds to a communication (docs/spec/messages.md section 4); absent in older entries. */
export const sendingFields = {
  /** The channel of the registry, the composed message, and the decision that let it go out on a channel that is not trusted. */
  via: optionalId, message: optionalId, override: optionalId,
  transport: v.exactOptional(v.picklist(words.transports)), proofKind: v.exactOptional(v.picklist(words.proofKinds)), proof: optionalLine,
  check: v.exactOptional(callerCheckSchema),
} as const;

/** Channels, bridges and composed messages (docs/spec/channels.md, docs/spec/messages.md). */
export const channelsBodies = {
  channel: v.object({
    ref: refSchema, channelKind: v.picklist(words.channelKinds), label: line, address: line, owner: optionalLine, corporate: v.exactOptional(v.boolean()),
    dependencies: v.array(v.picklist(words.channelDependencies)),
    /** Names of systems, accounts or channels without which it does not work. */
    needs: v.array(line),
    pace: v.exactOptional(v.picklist(words.paceLevels)), works: v.exactOptional(v.picklist(words.channelWorks)), testedAt: v.exactOptional(occurredSchema),
    retention: optionalLine, retentionHours: v.exactOptional(v.pipe(count, v.minValue(1), v.maxValue(87_600))), joinInstructions: optionalText, state: v.picklist(words.channelStates),
  }),
  /** A conference that stays open; it was opened at `occurred`. */
  bridge: v.object({
    ref: refSchema, label: line, channel: optionalId, address: optionalLine, host: line, scribe: optionalLine, recording: v.exactOptional(v.picklist(words.bridgeRecordings)),
    nextCheckIn: v.exactOptional(occurredSchema), state: v.picklist(words.bridgeStates),
  }),
  /** One person on a bridge, who joined at `occurred`. */
  attendance: v.object({
    bridge: entryIdSchema, person: line, organisation: optionalLine, role: optionalLine, customer: v.exactOptional(v.boolean()), check: callerCheckSchema, state: v.picklist(words.attendanceStates),
  }),
  /** A printed list of secrets: which sheet, how many lines, who holds it. What stands on it is nowhere but on paper. */
  'code-sheet': v.object({ ref: refSchema, lines: lineNumber, holder: line, purpose: optionalLine, state: v.picklist(words.codeSheetStates) }),
  message: v.object({
    ref: refSchema, template: v.picklist(words.messageTemplates), subject: line, audience: optionalLine, recipients: v.array(line), channel: optionalId, corrects: optionalId, changes: optionalText,
    /** The subscription that it serves (docs/spec/updates.md). */
    subscription: optionalId,
    description: optionalText, impact: optionalText, measures: optionalText, advice: optionalText, unknowns: optionalText, actionsTaken: optionalText, findings: optionalText, work: optionalText,
    restoration: optionalText, risk: optionalText, decisionsWanted: optionalText, persons: optionalText, loss: optionalText, indicators: optionalText, evidenceHeld: optionalText, preservation: optionalText,
    confidentiality: optionalText, lateReasons: optionalText, other: optionalText, nextUpdate: optionalLine, contactRoute: optionalText,
  }),
  /** What somebody said of a message before it went out. */
  'sign-off': v.object({ message: entryIdSchema, verdict: v.picklist(words.signOffVerdicts), by: line, note: optionalText }),
} as const;
