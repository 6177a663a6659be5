import type { Entity } from '#domain';
import { isEntityOf } from '#domain';
import type { SyncView } from '#ipc';
import type { LogId } from '#base';

/** Frames that were left out on arrival: what an import recorded, and what a server gave in this session. */
export interface Refusal {
  readonly id: string;
  readonly frames: number;
  readonly from: { readonly by: 'bundle'; readonly names: string } | { readonly by: 'server'; readonly name: string };
  readonly reasons: readonly { readonly reason: string; readonly frames: number }[];
  /** Null: since this vault was unlocked. */
  readonly at: number | null;
  readonly author: string | null;
  /** What stands in the journal, of entries from before reasons were recorded. */
  readonly detail: string | null;
}

const LEFT_OUT = /^(\d+) frames? of bundle ([0-9a-f, ]+) did not verify/;

/** Everything that was refused of a journal, the newest first; what is known of this session only comes before it. */
export function refusalsOf(recoveries: readonly Entity[], sync: Pick<SyncView, 'servers' | 'server' | 'logs'> | null, log: LogId): readonly Refusal[] {
  const recorded = recoveries.flatMap((entity): readonly Refusal[] => {
    if (!isEntityOf(entity, 'recovery') || entity.retracted !== null) return [];
    const { body: { refused, detail }, stamp } = entity;
    const shared = { id: entity.id, at: stamp.recorded.at, author: stamp.author.name };
    if (refused !== undefined) return [{ ...shared, frames: refused.frames, from: { by: 'bundle', names: refused.bundles.join(', ') }, reasons: refused.reasons, detail: null }];
    const written = LEFT_OUT.exec(detail);
    return written === null ? [] : [{ ...shared, frames: Number(written[1]), from: { by: 'bundle', names: written[2] ?? '' }, reasons: [], detail }];
  });
  const now = sync?.logs.find((row) => row.log === log)?.refused ?? 0;
  const name = sync?.servers.find(({ id }) => id === sync.server)?.name ?? '';
  return [...(now === 0 ? [] : [{ id: 'server', frames: now, from: { by: 'server' as const, name }, reasons: [], at: null, author: null, detail: null }]), ...recorded.toReversed()];
}
