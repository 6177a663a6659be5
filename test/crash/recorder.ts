// A writer that is killed: does one thing as often as it can and prints each result only after the engine has answered.
// `note` counts up, `seal` seals files and prints the item, `slot` adds and removes recovery keys and prints what holds from now on.
import { openVaultFolder } from '#disk';
import type { LogId } from '#base';
import { must, note, runEngine, type Running } from '../support/engineHarness.ts';

const [, , action = 'note', vaultPath = '', hostStateDir = '', recoveryKey = '', log = '', from = '0'] = process.argv;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const vault = must(await openVaultFolder({ path: vaultPath, hostStateDir, ballastBytes: 0, environment: { partBytes: 256 * 1024 } }));
const running = runEngine({ folder: '', hostStateDir, store: new Map() }, vault);
must(await running.engine.handlers['vault.unlock']({ recoveryKey }));

const work = {
  note: async ({ engine }: Running, number: number): Promise<void> => {
    must(await engine.handlers['entry.record']({ log: log as LogId, draft: note(`n${number}`) }));
    say(String(number));
  },
  seal: async ({ engine, vault: folder }: Running, number: number): Promise<void> => {
    const { grant } = folder.grants.addBytes('image', new Uint8Array(1_000_000).fill(number));
    const body = { name: 'Image', evidenceKind: 'document', origin: 'file', collectedBy: 'Kari Moen', custodian: 'Kari Moen' } as const;
    const sealed = must(await engine.handlers['evidence.seal']({ log: log as LogId, grant, resume: null, legacyHashes: [], body, occurred: null, tags: [], links: [] }));
    say(sealed.entryId);
  },
  slot: async ({ engine }: Running): Promise<void> => {
    const added = must(await engine.handlers['vault.addSlot']({ type: 'recovery', label: 'Safe' }));
    say(`opens ${added.recoveryKey}`);
    say(`closing ${added.recoveryKey}`);
    must(await engine.handlers['vault.removeSlot']({ name: added.slot.name }));
    say(`closed ${added.recoveryKey}`);
  },
} as const;

for (let number = Number(from); ; number += 1) await work[action as keyof typeof work](running, number);
