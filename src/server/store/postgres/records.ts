import { bytesToHex, fail, hexToBytes, ok, type LogId } from '#base';
import type { Store, StoredLog } from '../types.ts';
import type { Ask } from './connect.ts';

/** Rows that one read gives at most. */
const READ_ROWS = 4_096;

const LOGS = `select l.log, l.size, l.frame_bytes, exists (select from holdfast.frames f where f.log = l.log and f.leaf >= l.size) as beyond from holdfast.logs l`;
interface LogRow { readonly log: Uint8Array; readonly size: number; readonly frame_bytes: number; readonly beyond: boolean }

// The sum runs from the first row on; one frame is given even when it is longer.
const FRAMES = `select leaf, bytes from (
    select leaf, bytes, sum(octet_length(bytes)) over (order by leaf) as total
    from (select leaf, bytes from holdfast.frames where log = $1 and leaf >= $2 order by leaf limit ${READ_ROWS}) as ahead
  ) as summed where total <= $3 or leaf = $2 order by leaf`;

// One statement, so all or nothing: where the size is another, no row is updated, and so none is inserted.
const APPEND = `with grown as (
    update holdfast.logs set size = size + $3, frame_bytes = frame_bytes + $4 where log = $1 and size = $2 returning log
  ) insert into holdfast.frames (log, leaf, bytes)
  select grown.log, $2 + added.place - 1, added.bytes from grown, unnest($5::bytea[]) with ordinality as added (bytes, place)`;

const KEEP = `insert into holdfast.checkpoints as kept (log, size, root, checkpoint)
  select log, $2, $3, $4 from holdfast.logs where log = $1 and size >= $2
  on conflict (log) do update set size = excluded.size, root = excluded.root, checkpoint = excluded.checkpoint
  where kept.size < excluded.size or (kept.size = excluded.size and kept.root = excluded.root)`;

/** Frames and checkpoints in a database (docs/spec/server.md section 9.2). */
export function createRecords(ask: Ask): Pick<Store, 'logs' | 'find' | 'frames' | 'append' | 'checkpoint' | 'keepCheckpoint'> {
  return {
    logs: async () => {
      const read = await ask<LogRow>(`${LOGS} where l.size > 0 order by l.log`);
      return read.ok ? ok(read.value.rows.map(describe)) : read;
    },
    find: async (log) => {
      const read = await ask<LogRow>(`${LOGS} where l.log = $1 and l.size > 0`, [idOf(log)]);
      const row = read.ok ? read.value.rows[0] : undefined;
      return read.ok ? ok(row === undefined ? null : describe(row)) : read;
    },
    frames: async (log, from, maxBytes) => {
      const read = await ask<{ readonly leaf: number; readonly bytes: Uint8Array }>(FRAMES, [idOf(log), from, maxBytes]);
      if (!read.ok) return read;
      const { rows } = read.value;
      // What stands before one that is missing is given: it says who the members are.
      const ahead = rows.findIndex(({ leaf }, index) => leaf !== from + index);
      return ahead === 0 ? fail('io', 'a frame of this log is missing in the database') : ok((ahead < 0 ? rows : rows.slice(0, ahead)).map(({ bytes }) => new Uint8Array(bytes)));
    },
    append: async (log, size, frames) => {
      if (size === 0) {
        const begun = await ask('insert into holdfast.logs (log, size, frame_bytes) values ($1, 0, 0) on conflict do nothing', [idOf(log)]);
        if (!begun.ok) return begun;
      }
      const bytes = frames.reduce((total, { length }) => total + length, 0);
      const added = await ask(APPEND, [idOf(log), size, frames.length, bytes, frames]);
      if (!added.ok) return added;
      return added.value.count === frames.length ? ok(null) : fail('moved', 'another node was quicker');
    },
    checkpoint: async (log) => {
      const read = await ask<{ readonly checkpoint: Uint8Array }>('select checkpoint from holdfast.checkpoints where log = $1', [idOf(log)]);
      const row = read.ok ? read.value.rows[0] : undefined;
      return read.ok ? ok(row === undefined ? null : new Uint8Array(row.checkpoint)) : read;
    },
    keepCheckpoint: async (log, { size, root }, checkpoint) => {
      const kept = await ask(KEEP, [idOf(log), size, root, checkpoint]);
      if (!kept.ok) return kept;
      return kept.value.count === 1 ? ok(null) : fail('moved', 'another node has signed something else');
    },
  };
}

/** The 16 bytes of a log id; names that come from a store or a decoded message always have them. */
export function idOf(hex: string): Uint8Array {
  const bytes = hexToBytes(hex);
  if (bytes === null) throw new Error('a name is not hexadecimal');
  return bytes;
}

function describe({ log, size, frame_bytes: frameBytes, beyond }: LogRow): StoredLog {
  return { log: bytesToHex(log) as LogId, size, frameBytes, damaged: beyond };
}
