import { latenessOf, type EntryDraft, type Envelope, type Occurred } from '#domain';
import type { UnixMs } from '#base';
import type { CaptureContext } from '#ipc';
import { readTime, type TimeReading } from '../../kit/readTime.ts';
import { isCaptureKind, type CaptureKind } from './kinds.ts';

export interface CaptureReading {
  readonly kind: CaptureKind;
  /** What is recorded as text: the line without prefix and time. */
  readonly text: string;
  readonly time: TimeReading;
  readonly links: readonly { readonly id: Envelope['links'][number]['to']; readonly label: string }[];
  /** `@names` that are not known here: kept as text, linked to nothing. */
  readonly unknown: readonly string[];
  readonly tags: readonly string[];
  readonly approver: string | null;
}

/** Reads a line of the capture bar. */
export function readCaptureLine(kind: CaptureKind, line: string, context: CaptureContext, now: number): CaptureReading {
  const prefix = /^\/(\w+)\s*/.exec(line);
  const named = prefix?.[1];
  const text = isCaptureKind(named) ? line.slice(prefix?.[0].length ?? 0) : line;
  return { kind: isCaptureKind(named) ? named : kind, text, time: readTime('', { zone: context.zone, now }), links: [], unknown: [], tags: [], approver: null };
}

/** How late an entry is, or null when it is in time. */
export function lateBy(occurred: Occurred, now: number): number | null {
  return latenessOf(occurred, { at: now as UnixMs, zone: 'UTC', offsetMinutes: 0 });
}

/** The entry that a reading stands for. */
export function toEntryDraft(reading: CaptureReading, occurred: Occurred | null, reason: string, _operator: string): EntryDraft {
  return { kind: 'note', body: { text: reading.text }, occurred, tags: [...reading.tags], ...(reason.trim() === '' ? {} : { lateReason: reason.trim() }) };
}
