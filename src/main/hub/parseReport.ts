import * as v from 'valibot';
import type { HubReport } from '#ipc';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const counts = { logs: count, broken: count, connections: count };
const schema = v.variant('report', [
  v.strictObject({
    report: v.literal('running'), address: v.pipe(v.string(), v.regex(/^([0-9.]{7,15}|\[[0-9a-f.:]{2,45}\]):[0-9]{1,5}$/)), fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{4}( [0-9a-f]{4}){4}$/i)),
    pairing: v.pipe(v.string(), v.regex(/^HFA1:[0-9A-Z%.:[\]]{1,300}$/)), voucher: v.pipe(v.string(), v.regex(/^[A-Z2-7-]{8,2400}$/)), ...counts,
  }),
  v.strictObject({ report: v.literal('counts'), ...counts }),
  v.strictObject({ report: v.literal('failed'), kind: v.picklist(['held', 'damaged', 'disk-full', 'port-taken', 'bad-address', 'io']) }),
]);

/** Reads what the process of the hub tells main; null when it is nothing of the kind. That process speaks to strangers, so its word is checked like theirs. */
export function parseReport(message: unknown): HubReport | null {
  const parsed = v.safeParse(schema, message);
  return parsed.success ? parsed.output : null;
}
