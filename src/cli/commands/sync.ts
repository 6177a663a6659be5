import { bytesToText, fail, ok, type EntityId, type Failure, type LogId, type Result, type UnixMs } from '#base';
import type { SyncItemView, SyncLogView, SyncServerView, SyncView } from '#ipc';
import { createNetClient, createNetGate, createNetHandlers, guardSockets, namesProxy, parseAddress, type Address } from '#network';
import { secretOptions, textOption, type Command, type CommandContext, type CommandOutput, type OptionValues } from '../command.ts';
import { exitCodes } from '../output/exitCodes.ts';
import { findIncident, withVault, type CliSession } from '../session.ts';
import type { Terminal } from '../terminal.ts';

const vaultPositional = { name: 'vault', about: 'folder of the vault' } as const;
/** The longest time that the gate is armed for. */
const LONGEST_MS = 8 * 3_600_000;

export const syncPairCommand: Command = {
  path: ['sync', 'pair'],
  about: 'pair with a server whose fingerprint you have compared',
  positionals: [vaultPositional],
  options: {
    address: { type: 'string', value: 'HOST:PORT', about: 'address of the server in numbers', required: true }, fingerprint: { type: 'string', value: 'FINGERPRINT', about: 'fingerprint that the server shows', required: true },
    name: { type: 'string', value: 'NAME', about: 'what to call the server from now on', required: true }, ...secretOptions,
  },
  run: async (context) => {
    const { options } = context;
    const [address, name] = [textOption(options, 'address') ?? '', (textOption(options, 'name') ?? '').trim()];
    const target = parseAddress(address);
    if (target === null) return fail('usage', '--address takes an address in numbers, like 192.0.2.7:8443');
    if (name === '') return fail('usage', '--name is empty');
    return withNetwork(context, async (session, arm) => {
      const { servers } = await session.ask('sync', {});
      if (servers.some((server) => isCalled(server, name))) return fail('usage', 'there is a server of this name already');
      arm(target);
      const paired = await session.engine.handlers['sync.pair']({ name, address, code: null, fingerprint: textOption(options, 'fingerprint') ?? '' });
      if (!paired.ok) return paired;
      const { server, fingerprint } = paired.value;
      return ok({ lines: [`server\t${name}\t${address}\t${fingerprint}`], data: { server, name, address, fingerprint } });
    });
  },
};

export const syncRunCommand: Command = {
  path: ['sync', 'run'],
  about: 'send to a server and take from it what is new',
  positionals: [vaultPositional],
  options: {
    server: { type: 'string', value: 'NAME', about: 'name of the server', required: true }, incident: { type: 'string', value: 'INCIDENT', about: 'reference or log id of an incident that is not synced automatically, or that is founded' },
    'voucher-file': { type: 'string', value: 'FILE', about: 'found the incident on the server with the voucher in this file' }, 'network-once': { type: 'boolean', about: 'confirm the present network for this run' },
    'network-name': { type: 'string', value: 'NAME', about: 'confirm the present network for good, under this name' }, ...secretOptions,
  },
  notes: ['Exit codes: 0 everything on the server is synced, 1 the server was left or an incident failed, 2 something is not synced.'],
  run: async (context) => {
    const { terminal, options } = context;
    const voucher = readVoucher(terminal, options);
    if (!voucher.ok) return voucher;
    const named = textOption(options, 'incident');
    if (voucher.value !== null && named === undefined) return fail('usage', '--voucher-file needs --incident');
    return withNetwork(context, async (session, arm) => {
      const server = await findServer(session, textOption(options, 'server') ?? '');
      if (!server.ok) return server;
      const card = named === undefined ? null : await findIncident(session, named);
      if (card !== null && !card.ok) return card;
      const target = parseAddress(server.value.address);
      if (target === null) return fail('invalid-entry', 'the address of this server cannot be read; pair with it anew');
      arm(target);
      return runOnce(session, options, server.value, card?.value.log ?? null, voucher.value);
    });
  },
};

export const syncStatusCommand: Command = {
  path: ['sync', 'status'],
  about: 'show paired servers and what is synced with each',
  positionals: [vaultPositional],
  options: secretOptions,
  run: ({ terminal, positionals, options }) => withVault(terminal, options, positionals[0] ?? '', async (session) => {
    const view = await session.ask('sync', {});
    const { servers } = view;
    const found: { readonly server: SyncServerView; readonly logs: readonly SyncLogView[] }[] = [];
    for (const server of servers) {
      const status = await session.engine.handlers['sync.status']({ server: server.id });
      if (!status.ok) return status;
      found.push({ server, logs: status.value.logs });
    }
    return ok({ lines: found.flatMap(({ server, logs }) => [`server\t${server.name}\t${server.address}\t${server.fingerprint}`, ...(server.former === null ? [] : [`former\t${server.name}\t${server.former}`]), ...logs.map(lineOf)]).concat(rotationLines(view)), data: { servers: found, rotations: view.rotations, rotationsRefused: view.rotationsRefused } });
  }),
};

export const syncRotateCommand: Command = {
  path: ['sync', 'rotate'],
  about: 'take the new keys of a server whose fingerprint you have compared',
  positionals: [vaultPositional],
  options: {
    server: { type: 'string', value: 'NAME', about: 'name of the server', required: true }, fingerprint: { type: 'string', value: 'FINGERPRINT', about: 'fingerprint of the new keys', required: true },
    'rotation-file': { type: 'string', value: 'FILE', about: 'the announcement as a file, identity/rotation.hfr of the server; uses no network' },
    'network-once': { type: 'boolean', about: 'confirm the present network for this run' }, ...secretOptions,
  },
  run: async (context) => {
    const { terminal, options } = context;
    const file = textOption(options, 'rotation-file');
    const read = file === undefined ? ok(null) : terminal.read(file);
    if (!read.ok) return fail(read.error.kind, `the rotation could not be read: ${read.error.message}`);
    return withNetwork(context, async (session, arm) => {
      const server = await findServer(session, textOption(options, 'server') ?? '');
      if (!server.ok) return server;
      const isOffered = (await session.ask('sync', {})).rotations.some((one) => one.server === server.value.id);
      if (read.value === null && !isOffered) {
        const target = parseAddress(server.value.address);
        if (target === null) return fail('invalid-entry', 'the address of this server cannot be read; pair with it anew');
        arm(target);
        const connected = await session.engine.handlers['sync.connect']({ server: server.value.id, network: options['network-once'] === true ? { confirm: 'once' } : null });
        if (!connected.ok) return connected;
      }
      const taken = await session.engine.handlers['sync.rotate']({ server: server.value.id, rotation: read.value, fingerprint: textOption(options, 'fingerprint') ?? '' });
      if (!taken.ok) return taken;
      const { name, address, fingerprint: former } = server.value;
      return ok({ lines: [`server\t${name}\t${address}\t${taken.value.fingerprint}`, `former\t${name}\t${former}`], data: { server: taken.value.server, name, address, fingerprint: taken.value.fingerprint, former } });
    });
  },
};

async function runOnce(session: CliSession, options: OptionValues, server: SyncServerView, log: LogId | null, voucher: string | null): Promise<Result<CommandOutput, Failure>> {
  const { handlers } = session.engine;
  const name = textOption(options, 'network-name');
  const network = name !== undefined ? ({ confirm: 'always', name } as const) : options['network-once'] === true ? ({ confirm: 'once' } as const) : null;
  const before = await syncedFrames(session, server.id);
  const connected = await handlers['sync.connect']({ server: server.id, network });
  if (!connected.ok) return connected;
  const founded = voucher === null || log === null ? null : await handlers['sync.found']({ log, voucher });
  if (founded !== null && !founded.ok) return founded;
  const done = await handlers['sync.now']({ log });
  await handlers['sync.settle']({});
  const standing = await handlers['sync.status']({ server: server.id });
  const evidence = await chosenEvidence(session, standing.ok ? standing.value.logs : []);
  const { isConnected, failure } = await session.ask('sync', {});
  const view = await session.ask('sync', {});
  await handlers['sync.disconnect']({});
  if (!done.ok) return done;
  if (!standing.ok) return standing;
  // Evidence goes behind the journal: when the server was lost over it, the rounds had gone well.
  const left = isConnected ? null : (failure ?? 'closed');
  const logs = standing.value.logs.filter(({ onServer }) => onServer);
  const newly = logs.reduce((sum, { synced }) => sum + synced, 0) - before;
  const failed = logs.some(({ failure }) => failure !== null);
  const isWhole = logs.every(({ frames, synced, refused, mode, log: id }) => (mode === 'off' && id !== log) || (frames === synced && refused === 0));
  const isAlike = evidence.every(({ parts, here, onServer }) => here === parts && onServer === parts);
  return ok({
    lines: [`frames newly synced\t${newly}`, ...logs.map(lineOf), ...evidence.map(itemLine), ...(left === null ? [] : [`left\t${left}`]), ...rotationLines(view)], data: { newlySynced: newly, logs, evidence, left, rotations: view.rotations, rotationsRefused: view.rotationsRefused },
    exitCode: failed || left !== null ? exitCodes.failed : isWhole && isAlike ? exitCodes.ok : exitCodes.incomplete,
  });
}

/** Items that are always kept alike with the server. */
async function chosenEvidence(session: CliSession, logs: readonly SyncLogView[]): Promise<readonly SyncItemView[]> {
  const views = await Promise.all(logs.filter(({ onServer }) => onServer).map(({ log }) => session.ask('sync.evidence', { log })));
  return views.flatMap(({ items }) => items.filter(({ choice }) => choice === 'always'));
}

function itemLine({ item, parts, here, onServer, failure }: SyncItemView): string {
  return ['evidence', item, `parts ${parts}`, `here ${here ?? '?'}`, `on the server ${onServer ?? '?'}`, ...(failure === null ? [] : [failure])].join('\t');
}

async function syncedFrames(session: CliSession, server: EntityId): Promise<number> {
  const status = await session.engine.handlers['sync.status']({ server });
  return status.ok ? status.value.logs.reduce((sum, { synced }) => sum + synced, 0) : 0;
}

/** Opens the vault with a network that leads to one address, which `arm` names, and to nothing else; closed when the work has ended. */
function withNetwork({ terminal, positionals, options }: CommandContext, work: (session: CliSession, arm: (address: Address) => void) => Promise<Result<CommandOutput, Failure>>): Promise<Result<CommandOutput, Failure>> {
  const gate = createNetGate(() => process.getActiveResourcesInfo());
  const lift = guardSockets(gate);
  const net = createNetClient(createNetHandlers(gate, async () => namesProxy(terminal.environment)), gate);
  const arm = (address: Address) => gate.arm(address, (Date.now() + LONGEST_MS) as UnixMs);
  return withVault(terminal, options, positionals[0] ?? '', (session) => work(session, arm), net).finally(() => {
    gate.disarm('command');
    lift();
  });
}

async function findServer(session: CliSession, name: string): Promise<Result<SyncServerView, Failure<'missing' | 'usage'>>> {
  const { servers } = await session.ask('sync', {});
  const [found, second] = servers.filter((server) => isCalled(server, name));
  if (found === undefined) return fail('missing', 'no server of this name was paired; holdfast sync status lists them');
  return second === undefined ? ok(found) : fail('usage', 'several servers have this name; forget one in the console');
}

function isCalled(server: SyncServerView, name: string): boolean {
  return server.name.toLowerCase() === name.trim().toLowerCase();
}

// A voucher is worth a log on the server: like every secret it comes from a file, not from an argument.
function readVoucher(terminal: Terminal, options: OptionValues): Result<string | null, Failure> {
  const file = textOption(options, 'voucher-file');
  if (file === undefined) return ok(null);
  const read = terminal.read(file);
  if (!read.ok) return fail(read.error.kind, `the voucher could not be read: ${read.error.message}`);
  const line = bytesToText(read.value)?.split(/\r?\n/, 1)[0]?.trim() ?? '';
  return line === '' ? fail('bad-voucher', 'the first line of the file holds no voucher') : ok(line);
}

/** Other keys that are offered, and those that were refused with the reason. */
function rotationLines({ rotations, rotationsRefused }: SyncView): readonly string[] {
  return [
    ...rotations.map(({ name, from, to, since, way }) => ['rotation', name, from, to, new Date(since).toISOString(), way.by === 'journal' ? `${way.ref}, ${way.author}` : way.by].join('\t')),
    ...rotationsRefused.map(({ name, refusal, way }) => ['rotation refused', name, refusal, way.by].join('\t')),
  ];
}

function lineOf({ log, ref, mode, onServer, frames, synced, refused, failure }: SyncLogView): string {
  return [`incident`, ref, log, mode, onServer ? 'on the server' : 'only here', `frames ${frames}`, `synced ${synced}`, ...(refused > 0 ? [`refused ${refused}`] : []), ...(failure === null ? [] : [failure])].join('\t');
}
