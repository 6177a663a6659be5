// What must hold after any crash: the vault opens, nothing that was acknowledged is gone, nothing half is called sealed, writing goes on.
import type { MemoryStore } from '#engine';
import type { EntryId, LogId } from '#base';
import { ask, must, note, type Running } from '../../support/engineHarness.ts';
import type { MemoryDisk } from '../disk/memoryDisk.ts';
import type { DiskEvent } from '../disk/image.ts';
import { hashOf, openOn, VAULT, type Mark } from './process.ts';

/** What somebody was told. */
export interface Told { readonly entries: ReadonlyMap<EntryId, LogId>; readonly items: ReadonlyMap<EntryId, LogId>; readonly ways: readonly string[]; readonly closed: readonly string[]; readonly written: ReadonlyMap<string, string> }

export function toldBy(events: readonly DiskEvent[]): Told {
  const marks = events.flatMap((event) => (event.kind === 'mark' ? [event.mark as Mark] : []));
  const closing = marks.flatMap((told) => ('closing' in told ? [told.closing] : []));
  return {
    entries: new Map(marks.flatMap((told) => ('entry' in told ? [[told.entry, told.log] as const] : []))),
    items: new Map(marks.flatMap((told) => ('item' in told ? [[told.item, told.log] as const] : []))),
    ways: marks.flatMap((told) => ('way' in told && !closing.includes(told.way) ? [told.way] : [])),
    closed: marks.flatMap((told) => ('closed' in told ? [told.closed] : [])),
    written: new Map(marks.flatMap((told) => ('written' in told ? [[told.written, told.sha256] as const] : []))),
  };
}

export interface Checked {
  readonly failures: readonly string[];
  /** Entries that the opened vault showed. */
  readonly shown: ReadonlySet<EntryId>;
  readonly quarantined: number;
  readonly damaged: number;
}
export interface CheckOptions {
  /** Recovery keys that open the vault whatever was told. */
  readonly always: string;
  readonly told: Told;
  readonly logs: readonly LogId[];
  readonly store?: MemoryStore;
  readonly evidence: boolean;
  /** Also records, ends and looks again. */
  readonly goOn: boolean;
}

/** Opens the vault of a disk as the next start of the program would, and looks at everything that was told. */
export async function checkVault(disk: MemoryDisk, options: CheckOptions): Promise<Checked> {
  const { told } = options;
  const key = told.ways.at(-1) ?? options.always;
  const opened = await openOn(disk, key, options.store === undefined ? {} : { store: options.store });
  if (!opened.ok) return { failures: [`the vault does not open: ${opened.error.kind} ${opened.error.message}`], shown: new Set(), quarantined: 0, damaged: 0 };
  const running = opened.value;
  const failures: string[] = [];
  const shown = await showAll(running, options.logs);
  for (const [id] of told.entries) if (!shown.has(id)) failures.push(`an acknowledged entry is lost: ${id}`);
  const conditions = must(await running.vault.handlers['logs.list']({})).logs;
  if (options.evidence) failures.push(...(await checkEvidence(running, options)));
  for (const [path, sha256] of told.written) {
    const bytes = disk.peek(path);
    if (bytes === null || hashOf(bytes) !== sha256) failures.push(`a file that was written is gone or another: ${path}`);
  }
  for (const closed of told.closed) {
    const again = await running.engine.handlers['vault.unlock']({ recoveryKey: closed });
    if (again.ok) failures.push('a way that was closed opens the vault again');
  }
  failures.push(...checkQuarantine(disk, conditions.flatMap((condition) => condition.quarantined)));
  for (const log of options.goOn ? options.logs : []) {
    if (!shown.size) continue;
    const recorded = await running.engine.handlers['entry.record']({ log, draft: note('after') });
    if (!recorded.ok) failures.push(`writing does not go on: ${recorded.error.kind} ${recorded.error.message}`);
    else if (!(await showAll(running, [log])).has(recorded.value.entryId)) failures.push('what was recorded after the crash is not shown');
  }
  await running.end();
  return { failures, shown, quarantined: conditions.reduce((sum, each) => sum + each.quarantined.length, 0), damaged: conditions.reduce((sum, each) => sum + each.damaged.length, 0) };
}

export async function showAll(running: Running, logs: readonly LogId[]): Promise<ReadonlySet<EntryId>> {
  const shown = new Set<EntryId>();
  const known = new Set((await ask(running, 'incidents', {})).map((card) => card.log));
  for (const log of logs.filter((each) => known.has(each))) {
    const page = await ask(running, 'journal', { log, filter: {}, order: 'number', descending: false, offset: 0, limit: 100_000 });
    for (const row of page.rows) shown.add(row.stamp.entryId);
  }
  return shown;
}

/** Every item that the journal calls sealed opens whole; every other one on disk is offered to be continued. */
async function checkEvidence(running: Running, { logs, told }: CheckOptions): Promise<readonly string[]> {
  const failures: string[] = [];
  const known = new Set((await ask(running, 'incidents', {})).map((card) => card.log));
  const recorded = new Set<EntryId>();
  for (const log of logs.filter((each) => known.has(each))) {
    for (const row of await ask(running, 'evidence', { log, filter: {} })) {
      if (row.entity.body.sealed === undefined) continue;
      recorded.add(row.entity.id);
      const verified = await running.engine.handlers['evidence.verify']({ log, item: row.entity.id });
      if (!verified.ok || verified.value.result !== 'match') failures.push(`an item that is shown as sealed does not open: ${verified.ok ? verified.value.result : verified.error.kind}`);
    }
  }
  for (const [item] of told.items) if (!recorded.has(item)) failures.push(`an item that was acknowledged as sealed is gone: ${item}`);
  const runs = must(await running.vault.handlers['evidence.unfinished']({})).runs;
  for (const { item } of runs) if (recorded.has(item)) failures.push('a recorded item counts as unfinished');
  return failures;
}

function checkQuarantine(disk: MemoryDisk, quarantined: readonly { readonly file: string; readonly bytes: number }[]): readonly string[] {
  return quarantined.flatMap(({ file, bytes }) => (disk.peek(`${VAULT}/quarantine/${file}`)?.length === bytes ? [] : [`a torn tail is said to be in quarantine and is not: ${file}`]));
}
