import { call, type EntityId, type LogId } from '#base';
import type { BridgeView, ChannelsView, CodeSheetUse, MessagePrefill, MessageStanding, MessageTemplate, UpdateRow } from '#domain';
import type { PrintJob } from './desktop.ts';
import type { ExportedFile, RecordFailure } from './recorded.ts';

type OfLog<Result> = { readonly params: { readonly log: LogId }; readonly result: Result };

/** Live queries about channels, bridges and composed messages (docs/spec/channels.md, docs/spec/messages.md). */
export interface ChannelQueries {
  readonly channels: OfLog<ChannelsView>;
  readonly bridges: OfLog<readonly BridgeView[]>;
  readonly codeSheets: OfLog<readonly CodeSheetUse[]>;
  /** The newest first. */
  readonly messages: OfLog<readonly MessageStanding[]>;
  readonly updates: OfLog<readonly UpdateRow[]>;
}

export const channelContract = {
  /** What a message of a template begins with, from the journal as it stands. */
  'message.prefill': call<{ readonly log: LogId; readonly template: MessageTemplate; readonly subscription?: EntityId }, MessagePrefill, RecordFailure>(),
  /** A message as an `.eml` file (RFC 5322); the export is recorded. `leftOut` counts recipients that are no address. */
  'export.message': call<{ readonly log: LogId; readonly message: EntityId }, ExportedFile, RecordFailure>(),
  /** Both copies of a code sheet, ready to print, with new secrets. They are kept nowhere: asked again, other secrets come. Only for a sheet of which no line was used. */
  'codeSheet.make': call<{ readonly log: LogId; readonly sheet: EntityId }, { readonly job: PrintJob }, RecordFailure>(),
} as const;
