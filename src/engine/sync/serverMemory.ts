import * as v from 'valibot';
import { bytesToHex, decodeCbor, encodeCbor, hexToBytes, parseEntryId, parseLogId, type EntityId, type LogId } from '#base';
import { logIdToBytes, openSyncState, sealSyncState } from '#crypto';
import type { ItemChoice, SyncMode } from '#ipc';
import { decodeMirror, emptyMirror, encodeMirror, type Mirror } from '#sync';
import type { Core } from '../core/core.ts';
import type { Session } from '../session/openSession.ts';

/** What the vault remembers of one server: a mirror for each log, and how each log is synced with it (docs/spec/sync.md section 3.3). */
export interface ServerMemory {
  readonly mirrorOf: (log: LogId) => Mirror;
  readonly modeOf: (log: LogId) => SyncMode;
  readonly keep: (log: LogId, mirror: Mirror) => void;
  readonly choose: (log: LogId, mode: SyncMode) => void;
  /** What goes over this path of an item of evidence; on demand until somebody chose. */
  readonly choiceOf: (log: LogId, item: EntityId) => ItemChoice;
  readonly chooseItem: (log: LogId, item: EntityId, choice: ItemChoice) => void;
  /** Bytes of evidence a second; null without a limit. */
  readonly cap: () => number | null;
  readonly setCap: (bytesPerSecond: number | null) => void;
  /** Writes the file anew; false when the disk does not take it: then "synced" is not said of what was not stored. */
  readonly save: () => Promise<boolean>;
}

const bytes = v.instance(Uint8Array);
const schema = v.strictObject({
  v: v.literal(1),
  logs: v.array(v.strictObject({ log: bytes, mode: v.picklist(['automatic', 'manual', 'off']), mirror: bytes })),
  // Written since evidence follows the journal: a file without them is of before.
  items: v.exactOptional(v.array(v.strictObject({ log: bytes, item: v.string(), choice: v.picklist(['hashes-only', 'on-demand', 'always']) }))),
  cap: v.exactOptional(v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1)))),
});

/**
 * Reads what is remembered of a server; a file that is missing or does not open counts as nothing: everything is compared again. `formers` are identities that the server had
 * before, newest first: what was remembered of them goes on under the new one, and the next write is in its name.
 */
export async function openServerMemory(core: Core, session: Session, identity: string, formers: readonly string[] = []): Promise<ServerMemory> {
  const server = hexToBytes(identity);
  if (server === null) throw new Error('an identity has 64 hexadecimal digits');
  const place = () => ({ vaultKey: session.keyring.vaultKey(), vaultId: session.keyring.head().vaultId, server });
  const name = identity.slice(0, 16);
  const related = [identity, ...formers];
  const parsed = await readNewest(core, session, related);
  const known = new Map<LogId, { mode: SyncMode; mirror: Mirror }>();
  for (const { log: logBytes, mode, mirror } of parsed?.logs ?? []) {
    const log = parseLogId(bytesToHex(logBytes));
    const read = log === null ? null : decodeMirror(mirror, log);
    // A mirror of another server would vouch for what this one never showed.
    if (log !== null) known.set(log, { mode, mirror: read !== null && (read.checkpoint === null || related.includes(bytesToHex(read.checkpoint.server))) ? read : emptyMirror });
  }
  const items = new Map<string, { readonly log: LogId; readonly item: EntityId; readonly choice: ItemChoice }>();
  for (const { log: logBytes, item: text, choice } of parsed?.items ?? []) {
    const [log, item] = [parseLogId(bytesToHex(logBytes)), parseEntryId(text)];
    if (log !== null && item !== null) items.set(`${log} ${item}`, { log, item: item as unknown as EntityId, choice });
  }
  let cap = parsed?.cap ?? null;
  const of = (log: LogId) => known.get(log) ?? { mode: 'automatic' as const, mirror: emptyMirror };
  return {
    mirrorOf: (log) => of(log).mirror,
    modeOf: (log) => of(log).mode,
    keep: (log, mirror) => void known.set(log, { ...of(log), mirror }),
    choose: (log, mode) => void known.set(log, { ...of(log), mode }),
    choiceOf: (log, item) => items.get(`${log} ${item}`)?.choice ?? 'on-demand',
    chooseItem: (log, item, choice) => void items.set(`${log} ${item}`, { log, item, choice }),
    cap: () => cap,
    setCap: (bytesPerSecond) => {
      cap = bytesPerSecond;
    },
    save: async () => {
      const plaintext = encodeCbor({
        v: 1, logs: [...known].map(([log, { mode, mirror }]) => ({ log: logIdToBytes(log), mode, mirror: encodeMirror(mirror) })),
        items: [...items.values()].filter(({ choice }) => choice !== 'on-demand').map(({ log, item, choice }) => ({ log: logIdToBytes(log), item, choice })), cap,
      });
      const written = await core.options.vault.call('sync.write', { server: name, bytes: sealSyncState(plaintext, place(), core.options.random) });
      return written.ok;
    },
  };
}

/** What the first of these identities is remembered by. */
async function readNewest(core: Core, session: Session, identities: readonly string[]): Promise<v.InferOutput<typeof schema> | null> {
  for (const identity of identities) {
    const server = hexToBytes(identity);
    const stored = await core.options.vault.call('sync.read', { server: identity.slice(0, 16) });
    const opened = server !== null && stored.ok && stored.value.bytes !== null ? openSyncState(stored.value.bytes, { vaultKey: session.keyring.vaultKey(), vaultId: session.keyring.head().vaultId, server }) : null;
    const decoded = opened === null ? null : decodeCbor(opened);
    const parsed = decoded?.ok === true ? v.safeParse(schema, decoded.value) : null;
    if (parsed?.success === true) return parsed.output;
  }
  return null;
}
