import { fail, ok, type EntityId, type Failure, type Result } from '#base';
import type { EntryDraft } from '#domain';
import type { NetworkFacts, RecordFailure } from '#ipc';
import type { Core } from '../core/core.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import type { SyncDesk } from '../sync/syncDesk.ts';
import { knownNetworks } from '../sync/trustedThings.ts';

/** What the calls of sync work with. */
export interface SyncPlace {
  /** The session and its desk; null when it is locked or the host has no network. */
  readonly found: () => { readonly session: Session; readonly desk: SyncDesk } | null;
  /** What the machine says of its networks, and what persons have said of the present one; null where the host has no network. */
  readonly describe: (session: Session) => Promise<(NetworkFacts & { readonly known: string | null; readonly refused: string | null }) | null>;
  /** The same before anything is sent. `refused-network`: somebody said that nothing goes over this one; what was connected or armed has ended then. */
  readonly wayOut: (session: Session) => Promise<Result<NetworkFacts & { readonly known: string | null }, Failure<'closed' | 'refused-network'>>>;
  /** Records one entry in the workspace. */
  readonly record: (session: Session, draft: EntryDraft) => Promise<Result<EntityId, Failure<RecordFailure>>>;
}

export function createSyncPlace(core: Core, deskOf: (session: Session) => SyncDesk | null): SyncPlace {
  const net = core.options.net ?? null;
  const describe: SyncPlace['describe'] = async (session) => {
    const facts = net === null ? null : await net.call('net.describe', {});
    if (facts === null || !facts.ok) return null;
    const named = knownNetworks(session).filter((network) => network.body.fingerprint === facts.value.fingerprint);
    // Whoever said that nothing goes over it is heard, whatever else was said.
    const known = named.find(({ body }) => body.refused !== undefined) ?? named[0] ?? null;
    const refused = known?.body.refused ?? null;
    return { ...facts.value, known: refused === null ? (known?.body.name ?? null) : null, refused };
  };
  return {
    describe,
    found: () => {
      const session = core.session();
      const desk = session === null ? null : deskOf(session);
      return session === null || desk === null ? null : { session, desk };
    },
    wayOut: async (session) => {
      const facts = await describe(session);
      if (facts === null) return noNetwork();
      if (facts.refused === null) return ok(facts);
      await deskOf(session)?.close('refused-network');
      await net?.call('net.close', { disarm: true });
      return fail('refused-network', 'nothing goes over this network');
    },
    record: async (session, draft) => {
      const step = await recordDrafts(core, session, session.workspace(), () => ok([{ draft }]));
      return step.ok ? ok(step.value.entries[0]?.id as EntityId) : step;
    },
  };
}

export function noNetwork(): Result<never, Failure<'closed'>> {
  return fail('closed', 'this console has no network');
}
