import { performance } from 'node:perf_hooks';
import { fail, hostZone, ok, parseEntryId, parseLogId, type Client, type EntityId, type Failure, type LogId, type Result, type UnixMs } from '#base';
import { readyCrypto, systemRandom } from '#crypto';
import { createLocalClient, createVaultFolder, openVaultFolder, type OpenVault } from '#disk';
import { createEngine, createMemoryCopy, type Engine } from '#engine';
import type { IncidentCard, NetContract, Queries, QueryName, UnlockReport } from '#ipc';
import { formatTexts } from './formatTexts.ts';
import { textOption, type OptionValues } from './command.ts';
import { readSecret } from './input/readSecret.ts';
import type { Terminal } from './terminal.ts';

/** An engine over a vault folder, for one command. The working copy lives in memory and ends with it. */
export interface CliSession {
  readonly engine: Engine;
  readonly vault: OpenVault;
  readonly ask: <N extends QueryName>(name: N, params: Queries[N]['params']) => Promise<Queries[N]['result']>;
  readonly end: () => Promise<void>;
}

/** Opens the vault of a command, unlocks it, does the work and closes it whatever came of it. `net`: the network of a command that speaks to a server. */
export async function withVault<T>(terminal: Terminal, options: OptionValues, vaultPath: string, work: (session: CliSession, report: UnlockReport) => Promise<Result<T, Failure>>, net?: Client<NetContract>): Promise<Result<T, Failure>> {
  const secret = readSecret(terminal, options);
  if (!secret.ok) return secret;
  const folder = await openVaultFolder({ path: vaultPath, hostStateDir: terminal.hostStateDir });
  if (!folder.ok) return fail(folder.error.kind, folder.error.kind === 'held' ? `the vault is open already: ${folder.error.message}` : folder.error.message);
  const session = await startSession(terminal, options, folder.value, net);
  try {
    const unlocked = await session.engine.handlers['vault.unlock'](secret.value);
    if (!unlocked.ok) return unlocked;
    for (const notice of unlocked.value.notices) terminal.err(`holdfast: note: ${notice.detail}\n`);
    return await work(session, unlocked.value);
  } finally {
    await session.end();
  }
}

/** Begins a vault folder that appears under its own name once the engine has finished it. */
export async function withNewVault<T>(terminal: Terminal, options: OptionValues, place: { readonly parent: string; readonly name: string }, work: (session: CliSession) => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
  const folder = await createVaultFolder({ ...place, hostStateDir: terminal.hostStateDir });
  if (!folder.ok) return folder;
  const session = await startSession(terminal, options, folder.value);
  try {
    return await work(session);
  } finally {
    await session.end();
  }
}

async function startSession(terminal: Terminal, options: OptionValues, vault: OpenVault, net?: Client<NetContract>): Promise<CliSession> {
  await readyCrypto();
  const engine = createEngine({
    vault: createLocalClient(vault.handlers, vault.onPush), workingCopy: createMemoryCopy(), random: systemRandom, zone: textOption(options, 'zone') ?? hostZone(),
    clock: { now: () => Date.now() as UnixMs, monotonicMs: () => performance.now(), boot: systemRandom(16) },
    app: { version: '0.1.0', build: __BUILD__ }, formatTexts, slotWorkFactor: terminal.slotWorkFactor, ...(net === undefined ? {} : { net }),
    ...(terminal.startPieceThread === undefined ? {} : { startPieceHelper: terminal.startPieceThread }),
  });
  let nextId = 1;
  return {
    engine, vault,
    ask: (name, params) => new Promise((resolve, reject) => {
      const id = nextId;
      nextId += 1;
      const dispose = engine.onPush((push) => {
        if (push.name !== 'query.result' || push.payload.id !== id) return;
        dispose();
        void engine.handlers['query.close']({ id });
        // The pairing of query and result is the contract's.
        resolve(push.payload.result as never);
      });
      void engine.handlers['query.open']({ id, name, params }).then((opened) => {
        if (!opened.ok) reject(new Error(`a query was refused: ${opened.error.kind}`));
      });
    }),
    end: async () => {
      await engine.end();
      await vault.close();
    },
  };
}

/** The incident that a person named by its reference or its log id. */
export async function findIncident(session: CliSession, named: string): Promise<Result<IncidentCard, Failure<'missing' | 'usage'>>> {
  const cards = await session.ask('incidents', {});
  const log: LogId | null = parseLogId(named);
  const matching = cards.filter((card) => card.log === log || card.ref.toLowerCase() === named.toLowerCase());
  const [card] = matching;
  if (card === undefined) return fail('missing', 'there is no such incident in this vault; holdfast incident list shows them');
  if (matching.length > 1) return fail('usage', 'several incidents have this reference; name the log id that holdfast incident list shows');
  return ok(card);
}

/** The id of an entity that a person named by its reference (`EV-K7-001`, `EV-001` when only one fits) or its id. */
export async function findReference(session: CliSession, log: LogId, named: string): Promise<Result<EntityId, Failure<'missing' | 'usage'>>> {
  const id = parseEntryId(named.toUpperCase());
  if (id !== null) return ok(id);
  const { refs } = await session.ask('capture', { log });
  const wanted = named.toUpperCase();
  const short = /^([A-Z]{1,4})-0*(\d+)$/.exec(wanted);
  const fits = refs.filter(({ ref }) => {
    const parts = /^([A-Z]{1,4})-[A-Z0-9]{2}-0*(\d+)$/.exec(ref);
    return ref === wanted || (short !== null && parts !== null && parts[1] === short[1] && parts[2] === short[2]);
  });
  const [only] = fits;
  if (only === undefined) return fail('missing', 'there is no such reference in this incident');
  return fits.length === 1 ? ok(only.id) : fail('usage', 'several references fit; write the whole one');
}
