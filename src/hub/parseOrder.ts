import * as v from 'valibot';
import type { HubOrder } from '#ipc';

const schema = v.variant('order', [
  v.strictObject({
    order: v.literal('start'), data: v.pipe(v.string(), v.minLength(1), v.maxLength(32 * 1024)),
    host: v.pipe(v.string(), v.regex(/^[0-9a-f.:]{2,45}$/)), port: v.pipe(v.number(), v.integer(), v.minValue(1024), v.maxValue(65_535)),
  }),
  v.strictObject({ order: v.literal('stop') }),
]);

/** Reads what main tells the process of the hub; null when it is nothing of the kind. */
export function parseOrder(message: unknown): HubOrder | null {
  const parsed = v.safeParse(schema, message);
  return parsed.success ? parsed.output : null;
}
