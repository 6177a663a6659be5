import { type EntryId, type UnixMs } from '#base';
import type { BodyOf, EntryKind } from '../entries/bodies.ts';
import type { Envelope, PlacedEntry } from '../entries/entry.ts';
import type { Occurred } from '../entries/time.ts';
export declare const START: UnixMs;
/** A time read off the wall at an instant, UTC, to the second. */
export declare function happened(at: number, more?: Partial<Occurred>): Occurred;
/** Repeatable bytes for ids. */
export declare function seededBytes(seed: number): (length: number) => Uint8Array;
export interface Options {
    readonly id?: EntryId;
    readonly occurred?: Occurred;
    readonly recordedAt?: number;
    readonly tags?: readonly string[];
    readonly links?: Envelope['links'];
    readonly author?: string;
    readonly feed?: number;
    readonly hlcMs?: number;
}
/** Writes a journal for tests: each entry one second after the last, on one feed unless said otherwise. */
export declare function createJournal(seed?: number): {
    entries: PlacedEntry[];
    add<K extends EntryKind>(kind: K, body: BodyOf<K>, options?: Options): EntryId;
    /** An entry that this version cannot read. */
    addUnreadable(): EntryId;
};
export declare const incidentBody: BodyOf<'incident'>;
export declare const actionBody: BodyOf<'action'>;
export declare const systemBody: BodyOf<'system'>;
export declare const evidenceBody: BodyOf<'evidence'>;
export declare const eventBody: BodyOf<'event'>;
