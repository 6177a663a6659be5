import { bytesToHex, ok } from '#base';
import type { Store } from '../types.ts';
import type { Connection } from './connect.ts';
import { lockUntilEnd } from './migrate.ts';
import { idOf } from './records.ts';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 8;

// Forgetting a second of it is better than a synchronisation for each request. What is set here ends with the statement.
const ADD_USAGE = `with lazily as (select set_config('synchronous_commit', 'off', true))
  insert into holdfast.usage as known (day, device, bytes) select $1, $2, $3 from lazily
  on conflict (day, device) do update set bytes = known.bytes + excluded.bytes returning bytes`;

/** Vouchers, requests to join and usage in a database, shared by all nodes. */
export function createSmallRecords({ ask, inTransaction }: Connection): Pick<Store, 'spendVoucher' | 'requests' | 'putRequest' | 'dropRequests' | 'addUsage' | 'tidy'> {
  return {
    spendVoucher: (voucher, log, most) => inTransaction(async (inside) => {
      const id = idOf(voucher);
      // Counting and adding belong together; one voucher waits for none but itself.
      const locked = await lockUntilEnd(inside, 'voucher', new DataView(id.buffer, id.byteOffset).getInt32(0));
      if (!locked.ok) return locked;
      const read = await inside<{ readonly log: Uint8Array }>('select log from holdfast.vouchers where voucher = $1', [id]);
      if (!read.ok) return read;
      if (read.value.rows.some((row) => bytesToHex(row.log) === log)) return ok(true);
      if (read.value.rows.length >= most) return ok(false);
      const spent = await inside('insert into holdfast.vouchers (voucher, log) values ($1, $2)', [id, idOf(log)]);
      return spent.ok ? ok(true) : spent;
    }),
    requests: async (log) => {
      const read = await ask<{ readonly invitation: Uint8Array; readonly device: Uint8Array; readonly at: number; readonly bytes: Uint8Array }>(
        'select invitation, device, at, bytes from holdfast.requests where log = $1 order by at, invitation, device', [idOf(log)],
      );
      return read.ok ? ok(read.value.rows.map(({ invitation, device, at, bytes }) => ({ invitation: bytesToHex(invitation), device: bytesToHex(device), at, bytes: new Uint8Array(bytes) }))) : read;
    },
    putRequest: async (log, { invitation, device, at, bytes }) => {
      const put = await ask(
        `insert into holdfast.requests (log, invitation, device, at, bytes) values ($1, $2, $3, $4, $5)
         on conflict (log, invitation, device) do update set at = excluded.at, bytes = excluded.bytes`,
        [idOf(log), idOf(invitation), idOf(device), Math.floor(at), bytes],
      );
      return put.ok ? ok(null) : put;
    },
    dropRequests: async (log, invitation) => {
      const dropped = await ask('delete from holdfast.requests where log = $1 and invitation = $2', [idOf(log), idOf(invitation)]);
      return dropped.ok ? ok(null) : dropped;
    },
    addUsage: async (device, day, bytes) => {
      const values = [day, idOf(device)] as const;
      const total = bytes === 0
        ? await ask<{ readonly bytes: number }>('select bytes from holdfast.usage where day = $1 and device = $2', values)
        : await ask<{ readonly bytes: number }>(ADD_USAGE, [...values, bytes]);
      return total.ok ? ok(total.value.rows[0]?.bytes ?? 0) : total;
    },
    tidy: async (now, ageMs) => {
      await ask('delete from holdfast.requests where at < $1', [Math.floor(now - ageMs)]);
      await ask('delete from holdfast.usage where day < $1', [Math.floor(now / DAY_MS) - KEPT_DAYS]);
    },
  };
}
