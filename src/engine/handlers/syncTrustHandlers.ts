import { bytesToHex, equalBytes, fail, ok, type Handlers } from '#base';
import type { EngineContract } from '#ipc';
import { isFingerprintOf, parsePairing, serverFingerprint } from '#sync';
import type { Core } from '../core/core.ts';
import { locked, unknownTarget } from '../core/failures.ts';
import { recordDrafts } from '../logs/recordDrafts.ts';
import type { Session } from '../session/openSession.ts';
import { connect } from '../sync/connection.ts';
import { memoriesOf } from '../sync/memories.ts';
import { isOfferOf, judgeRotation, offerOfFile, pendingRotations, takeRotation, viewRotation } from '../sync/rotations.ts';
import type { SyncDesk } from '../sync/syncDesk.ts';
import { keysOf, knownNetworks, knownServer, knownServers } from '../sync/trustedThings.ts';
import { createSyncPlace, noNetwork } from './syncPlace.ts';

type ServerCall = 'sync.pair' | 'sync.look' | 'sync.readRotation' | 'sync.rotate' | 'sync.forget';
type NetworkCall = 'sync.network' | 'sync.refuseNetwork' | 'sync.forgetNetwork';
export type TrustCall = ServerCall | NetworkCall;

/** What a person trusts for sync: servers with their keys, and networks (docs/spec/sync.md sections 1 and 5). */
export function syncTrustHandlers(core: Core, deskOf: (session: Session) => SyncDesk | null): Pick<Handlers<EngineContract>, TrustCall> {
  return { ...serverHandlers(core, deskOf), ...networkHandlers(core, deskOf) };
}

function serverHandlers(core: Core, deskOf: (session: Session) => SyncDesk | null): Pick<Handlers<EngineContract>, ServerCall> {
  const net = core.options.net ?? null;
  const { found, wayOut, record } = createSyncPlace(core, deskOf);
  return {
    'sync.pair': async ({ name, address, code, fingerprint }) => {
      const session = core.session();
      if (session === null) return locked();
      if (net === null) return noNetwork();
      const parsed = code === null ? null : parsePairing(code);
      if (parsed !== null && !parsed.ok) return parsed;
      const pairing = parsed?.value ?? null;
      if (pairing === null && fingerprint === null) return fail('bad-pairing', 'a code or a fingerprint is needed');
      const way = await wayOut(session);
      if (!way.ok) return way;
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
    'sync.readRotation': async ({ server, rotation }) => {
      const session = core.session();
      if (session === null) return locked();
      const known = knownServer(session, server);
      if (known === null) return unknownTarget();
      const judged = judgeRotation(known, rotation, { by: 'file' });
      return ok(judged.is === 'offered' ? { is: 'offered', rotation: viewRotation(judged.offer) } : judged);
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
  };
}

function networkHandlers(core: Core, deskOf: (session: Session) => SyncDesk | null): Pick<Handlers<EngineContract>, NetworkCall> {
  const net = core.options.net ?? null;
  const { describe, record } = createSyncPlace(core, deskOf);
  return {
    'sync.network': async () => {
      const session = core.session();
      if (session === null) return locked();
      const facts = await describe(session);
      return facts === null ? fail('no-network', 'this console has no network') : ok(facts);
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
  };
}
