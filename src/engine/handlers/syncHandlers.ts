import { bytesToHex, equalBytes, fail, ok, type EntityId, type Failure, type Handlers, type Result } from '#base';
import type { EntryDraft } from '#domain';
import type { EngineContract, RecordFailure, SyncFailure, syncContract } from '#ipc';
import { isFingerprintOf, parsePairing, serverFingerprint } from '#sync';
import type { Core } from '../core/core.ts';
import { locked, unknownTarget } from '../core/failures.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import { connect } from '../sync/connection.ts';
import { memoriesOf } from '../sync/memories.ts';
import { isOfferOf, offerOfFile, pendingRotations, takeRotation } from '../sync/rotations.ts';
import type { SyncStanding } from '../sync/standing.ts';
import type { SyncDesk } from '../sync/syncDesk.ts';
import { viewLogs } from '../sync/syncView.ts';
import { keysOf, knownNetworks, knownServer, knownServers } from '../sync/trustedThings.ts';
import type { ItemCall } from './syncItemHandlers.ts';

type Calls = Exclude<keyof typeof syncContract, ItemCall>;

/** Pairing, connecting and rounds with a server (docs/spec/sync.md). `deskOf` gives the desk of the session, or null where the host has no network. */
export function syncHandlers(core: Core, deskOf: (session: Session) => SyncDesk | null): Pick<Handlers<EngineContract>, Calls> {
  const net = core.options.net ?? null;
  const found = (): { readonly session: Session; readonly desk: SyncDesk } | null => {
    const session = core.session();
    const desk = session === null ? null : deskOf(session);
    return session === null || desk === null ? null : { session, desk };
  };
  const closed = () => fail('closed', 'this console has no network');

  async function describe(session: Session) {
    const facts = net === null ? null : await net.call('net.describe', {});
    if (facts === null || !facts.ok) return null;
    const named = knownNetworks(session).filter((network) => network.body.fingerprint === facts.value.fingerprint);
    // Whoever said that nothing goes over it is heard, whatever else was said.
    const known = named.find(({ body }) => body.refused !== undefined) ?? named[0] ?? null;
    const refusal = known?.body.refused ?? null;
    return { ...facts.value, known: refusal === null ? (known?.body.name ?? null) : null, refused: refusal };
  }

  async function record(session: Session, draft: EntryDraft): Promise<Result<EntityId, Failure<RecordFailure>>> {
    const step = await recordDrafts(core, session, session.workspace(), () => ok([{ draft }]));
    return step.ok ? ok(step.value.entries[0]?.id as EntityId) : step;
  }

  return {
    'sync.network': async () => {
      const session = core.session();
      if (session === null) return locked();
      const facts = await describe(session);
      return facts === null ? fail('no-network', 'this console has no network') : ok(facts);
    },
    'sync.pair': async ({ name, address, code, fingerprint }) => {
      const session = core.session();
      if (session === null) return locked();
      if (net === null) return closed();
      const parsed = code === null ? null : parsePairing(code);
      if (parsed !== null && !parsed.ok) return parsed;
      const pairing = parsed?.value ?? null;
      if (pairing === null && fingerprint === null) return fail('bad-pairing', 'a code or a fingerprint is needed');
      const accepts = (identity: Uint8Array, pin: Uint8Array) => (pairing === null ? isFingerprintOf(fingerprint ?? '', identity, pin) : equalBytes(identity, pairing.identity));
      const opened = await connect(core, session, net, { pins: pairing === null ? null : [pairing.pin], accepts });
      if (!opened.ok) return opened;
      const { pin, session: proved } = opened.value;
      await opened.value.close(false);
      const server = await record(session, { kind: 'sync-server', occurred: null, body: { name: name.trim(), address, identity: bytesToHex(proved.identity), pin: bytesToHex(pin) } });
      if (!server.ok) return server;
      await deskOf(session)?.look(knownServer(session, server.value));
      return ok({ server: server.value, fingerprint: serverFingerprint(proved.identity, pin) });
    },
    'sync.look': async ({ server }) => {
      const at = found();
      if (at === null) return locked();
      const known = knownServer(at.session, server);
      if (known === null) return unknownTarget();
      await at.desk.look(known);
      return ok({});
    },
    'sync.rotate': async ({ server, rotation, fingerprint }) => {
      const session = core.session();
      if (session === null) return locked();
      const known = knownServer(session, server);
      if (known === null) return unknownTarget();
      const desk = deskOf(session);
      const offered = pendingRotations(session, desk?.standing().announced ?? null).offers.find((one) => one.server.entity.id === server) ?? null;
      const offer = rotation !== null ? offerOfFile(known, rotation) : offered === null ? fail('no-rotation', 'no other keys are offered for this server') : ok(offered);
      if (!offer.ok) return offer;
      if (!isOfferOf(fingerprint, offer.value)) return fail('wrong-fingerprint', 'this is not the fingerprint of the keys that are offered');
      const memories = memoriesOf(core, session);
      const taken = await takeRotation(core, session, offer.value, await memories.of(known));
      if (!taken.ok) return taken;
      const next = knownServer(session, taken.value);
      if (next !== null) await (desk === null ? memories.of(next) : desk.renamed(next));
      return ok({ server: taken.value, fingerprint: serverFingerprint(offer.value.rotation.nextIdentity, offer.value.rotation.nextPin) });
    },
    'sync.refuseNetwork': async ({ name, reason }) => {
      const session = core.session();
      if (session === null) return locked();
      const facts = await describe(session);
      if (facts === null || net === null) return fail('no-network', 'this console has no network');
      const marked = await record(session, { kind: 'known-network', occurred: null, body: { name: name.trim(), fingerprint: facts.fingerprint, refused: reason.trim() } });
      if (!marked.ok) return marked;
      await deskOf(session)?.close('refused-network');
      return ok({});
    },
    'sync.forgetNetwork': async ({ network }) => {
      const session = core.session();
      if (session === null) return locked();
      if (!knownNetworks(session).some(({ id }) => id === network)) return unknownTarget();
      const forgotten = await record(session, { kind: 'retract', occurred: null, body: { target: network, reason: 'said anew' } });
      return forgotten.ok ? ok({}) : forgotten;
    },
    'sync.forget': async ({ server }) => {
      const session = core.session();
      if (session === null) return locked();
      const known = knownServer(session, server);
      if (known === null) return unknownTarget();
      // All that it may be known by: the keys before would otherwise be a server again.
      const forgotten = await recordDrafts(core, session, session.workspace(), () => ok(keysOf(known).map(({ entity: { id } }) => ({ draft: { kind: 'retract', occurred: null, body: { target: id, reason: 'no longer used' } } }))));
      if (forgotten.ok) await deskOf(session)?.look(knownServers(session).at(-1) ?? null);
      return forgotten.ok ? ok({}) : forgotten;
    },
    'sync.connect': async ({ server, network }): Promise<Result<Record<string, never>, Failure<SyncFailure | RecordFailure>>> => {
      const at = found();
      if (at === null) return closed();
      const known = knownServer(at.session, server);
      if (known === null) return unknownTarget();
      const facts = await describe(at.session);
      if (facts === null) return closed();
      if (facts.refused !== null) {
        await at.desk.close('refused-network');
        await net?.call('net.close', { disarm: true });
        return fail('refused-network', 'nothing goes over this network');
      }
      if (facts.known === null && network === null) return fail('unknown-network', 'this network was not confirmed yet');
      if (facts.known === null && network?.confirm === 'always') {
        const kept = await record(at.session, { kind: 'known-network', occurred: null, body: { name: network.name.trim(), fingerprint: facts.fingerprint } });
        if (!kept.ok) return kept;
      }
      const opened = await at.desk.open(known, { name: facts.known ?? (network?.confirm === 'always' ? network.name.trim() : null) });
      return opened.ok ? ok({}) : opened;
    },
    'sync.disconnect': async () => {
      await found()?.desk.close();
      return ok({});
    },
    'sync.now': async ({ log }) => {
      const at = found();
      if (at === null) return closed();
      const done = await at.desk.round(log);
      return done.ok ? ok({ pushed: done.value.pushed, pulled: done.value.pulled }) : done;
    },
    'sync.status': async ({ server }) => {
      const session = core.session();
      if (session === null) return locked();
      const known = knownServer(session, server);
      if (known === null) return unknownTarget();
      const standing = presentStanding(deskOf(session), server);
      return ok({ logs: viewLogs(session, standing?.memory ?? (await memoriesOf(core, session).of(known)), standing) });
    },
    'sync.pause': async ({ paused }) => {
      found()?.desk.pause(paused);
      return ok({});
    },
    'sync.choose': async ({ log, mode }) => {
      const at = found();
      if (at === null) return locked();
      return (await at.desk.choose(log, mode)) ? ok({}) : fail('io', 'the choice could not be kept');
    },
    'sync.found': async ({ log, voucher }) => {
      const at = found();
      if (at === null) return closed();
      const done = await at.desk.found(log, voucher);
      return done.ok ? ok({}) : done;
    },
  };
}

// Beside a connection its own memory counts: the file may be older.
function presentStanding(desk: SyncDesk | null, server: EntityId): SyncStanding | null {
  const standing = desk?.standing() ?? null;
  return standing?.server === server ? standing : null;
}
