import { textToBytes } from '#base';
import { createDisclosureBuilder, createLogReader, packDisclosure, sealDisclosure, type DecideEntry, type Disclosure, type LogReader, type ZipMember } from '#log';
import { createDice, type Dice } from './dice.ts';
import { makeLog, type MadeLog } from './journal.ts';

export const APP = { version: '0.1.0', build: 'test' };
export const FILES: readonly ZipMember[] = [{ name: 'READ-ME.txt', bytes: textToBytes('What this is.\n') }, { name: 'format/frames.md', bytes: textToBytes('# Frames\n') }];

/** A disclosure made by chance, before it is signed. */
export interface MadeDisclosure { readonly log: MadeLog; readonly disclosure: Disclosure; readonly statement: string; readonly dice: Dice }

/** A journal of this seed and a choice from it. `quiet`: nothing is missing, forked or broken in it. */
export function makeDisclosure(seed: number, quiet = false): MadeDisclosure {
  const dice = createDice(seed);
  const log = makeLog(seed, dice, quiet);
  return { log, dice, statement: dice.pick(['', 'For the court', 'Ærlig talt 漢字']), disclosure: disclose(log, log.frames, chooseBy(dice)) };
}

/** What a choice shows of these frames, as a reader of the log sees them. */
export function disclose(log: MadeLog, frames: readonly Uint8Array[], decide: DecideEntry): Disclosure {
  const reader = createLogReader({ log: log.founder.genesis.log, keys: { epochSecrets: [log.founder.genesis.epoch.secret] } });
  for (const frame of frames) reader.ingest(frame);
  reader.settle();
  return discloseAs(reader, frames, decide);
}

/** The same by a reader that holds every frame, also those that no reader would take. */
export function discloseAll(log: MadeLog, frames: readonly Uint8Array[], decide: DecideEntry): Disclosure {
  return discloseAs({ log: log.founder.genesis.log, scope: () => 'incident', holds: () => true, epochSecret: () => log.founder.genesis.epoch.secret }, frames, decide);
}

function discloseAs(reader: Pick<LogReader, 'log' | 'scope' | 'holds' | 'epochSecret'>, frames: readonly Uint8Array[], decide: DecideEntry): Disclosure {
  const builder = createDisclosureBuilder({ reader, decide });
  for (const frame of frames) builder.add(frame);
  return builder.finish();
}

/** Everything, nothing, or each entry and field by chance. */
export function chooseBy(dice: Dice): DecideEntry {
  const way = dice.int(6);
  if (way === 0) return () => [];
  if (way === 1) return () => null;
  return ({ fields }) => (dice.chance(0.4) ? null : fields.filter(() => dice.chance(0.3)));
}

/** Signs and packs; as a ZIP with two other members, or the proof alone. */
export function pack({ log, statement }: Pick<MadeDisclosure, 'log' | 'statement'>, disclosure: Disclosure, zip: boolean): Uint8Array {
  const files = zip ? FILES : [];
  const proof = sealDisclosure(disclosure, { device: log.founder.device, app: APP, statement, files });
  if (!proof.ok) throw new Error(proof.error.message);
  const packed = zip ? packDisclosure(proof.value, files) : proof;
  if (!packed.ok) throw new Error(packed.error.message);
  return packed.value;
}
