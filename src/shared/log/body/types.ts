import type { UnixMs } from '#base';
import type { FrameReference } from '../bytesSchema.ts';

/** What a sealed frame says about the moment of writing; all of it claims (docs/spec/frames.md section 6). */
export interface FrameMeta {
  /** Hybrid logical clock of the first entry; entry i has counter + i. */
  readonly hlc: { readonly ms: UnixMs; readonly counter: number };
  /** Wall clock; `offset` is minutes east of UTC. */
  readonly wall: { readonly ms: UnixMs; readonly zone: string; readonly offset: number };
  /** 16 random bytes per start of the writer, and milliseconds since that start. */
  readonly mono: { readonly boot: Uint8Array; readonly ms: number };
  readonly timeSource: { readonly state: 'unsynchronised' | 'system' | 'witness'; readonly errorMs: number | null };
  /** Heads of other feeds of the log that changed since the feed's last frame. */
  readonly parents: readonly FrameReference[];
  readonly app: { readonly version: string; readonly build: string };
}

export interface FrameBody extends FrameMeta {
  readonly entries: readonly Uint8Array[];
  readonly salts: readonly Uint8Array[];
}
