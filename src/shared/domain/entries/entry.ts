import * as v from 'valibot';
import type { EntryId, FeedId, Sha256Hex, UnixMs } from '#base';
import type { BodyOf, EntryKind } from './bodies.ts';
import { entryIdSchema } from './fields.ts';
import { occurredSchema, recordedSchema, type DeepReadonly } from './time.ts';
import { entrySources, linkRelations, tlpLabels } from './vocabulary.ts';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/**
 * What every entry carries beside its body (docs/spec/entries.md). `author.name` is a claim by the holder of the device
 * key that signed the frame; `author.prefix` is the two characters that begin that device's references.
 */
export const envelopeSchema = v.object({
  v: v.literal(1),
  id: entryIdSchema,
  author: v.object({ name, prefix: v.pipe(v.string(), v.regex(/^[A-Z0-9]{2}$/)), role: v.exactOptional(name) }),
  onBehalfOf: v.exactOptional(name),
  witness: v.exactOptional(name),
  occurred: occurredSchema,
  recorded: recordedSchema,
  lateReason: v.exactOptional(v.pipe(v.string(), v.maxLength(2000))),
  source: v.picklist(entrySources),
  /** The entry of the workspace of which this is a copy (docs/spec/authority.md section 5). */
  origin: v.exactOptional(entryIdSchema),
  tlp: v.exactOptional(v.picklist(tlpLabels)),
  privileged: v.exactOptional(v.boolean()),
  tags: v.array(v.pipe(v.string(), v.regex(/^[\p{L}\p{N}][\p{L}\p{N}_.:-]{0,59}$/u))),
  links: v.array(v.object({ relation: v.picklist(linkRelations), to: entryIdSchema })),
});
export type Envelope = DeepReadonly<v.InferOutput<typeof envelopeSchema>>;

/** One journal entry of a kind. Its deterministic CBOR is hashed, signed and kept verbatim for ever. */
export type EntryOf<K extends EntryKind> = { readonly [N in K]: Envelope & { readonly kind: N; readonly body: BodyOf<N> } }[K];
export type Entry = EntryOf<EntryKind>;

/** Where a verified entry stands: its feed, frame and position, and the hybrid logical clock that orders the display. */
export interface Place {
  readonly feed: FeedId;
  readonly seq: number;
  readonly index: number;
  readonly headerSha256: Sha256Hex;
  readonly leafSha256: Sha256Hex;
  readonly hlc: { readonly ms: UnixMs; readonly counter: number };
  /** Heads of other feeds that its frame quotes; with the first entry of the frame only, and absent when there are none. */
  readonly parents?: readonly { readonly feed: FeedId; readonly seq: number }[];
}

/** An entry whose frame has been verified and opened. `entry` is null when its kind or version is newer than this build. */
export interface PlacedEntry {
  readonly place: Place;
  readonly id: EntryId;
  readonly entry: Entry | null;
}
