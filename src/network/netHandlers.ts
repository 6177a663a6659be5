import * as v from 'valibot';
import { fail, ok, type Failure, type Handlers, type Result } from '#base';
import type { NetContract } from '#ipc';
import { describeNetworks, haveSameNetworks } from './describeNetworks.ts';
import type { NetGate } from './gate.ts';
import { openLink, type Link } from './openLink.ts';

const MAX_REQUEST_BYTES = 1_310_720;
const nothing = v.strictObject({});
function bytes(limit: number) {
  return v.pipe(v.custom<Uint8Array>((value) => value instanceof Uint8Array), v.check((value) => value.length <= limit, 'too many bytes'));
}
const schemas: { readonly [N in keyof Handlers<NetContract>]: v.GenericSchema } = {
  'net.describe': nothing,
  'net.open': v.strictObject({ pins: v.nullable(v.pipe(v.array(v.pipe(bytes(32), v.check((value) => value.length === 32))), v.minLength(1), v.maxLength(8))) }),
  'net.request': v.strictObject({ verb: v.pipe(v.string(), v.regex(/^[a-z]{1,16}(\.[a-z]{1,16})?$/)), body: bytes(MAX_REQUEST_BYTES) }),
  'net.trust': nothing,
  'net.close': v.strictObject({ disarm: v.boolean() }),
};

/** How often the networks are looked at while there is a connection. */
const LOOK_MS = 1_000;

/**
 * The calls of the network contract over one gate: at most one connection. `hasProxy` says whether the environment names a proxy. While a connection exists the networks of the
 * machine are those that were described last; another interface, subnet or gateway closes the gate. `describe` and `lookMs` are for tests.
 */
export function createNetHandlers(gate: NetGate, hasProxy: () => Promise<boolean>, { describe = describeNetworks, lookMs = LOOK_MS }: { readonly describe?: typeof describeNetworks; readonly lookMs?: number } = {}): Handlers<NetContract> {
  let link: Link | null = null;
  let judged: Awaited<ReturnType<typeof describe>> | null = null;

  function watch(own: Link, on: Awaited<ReturnType<typeof describe>>): void {
    const timer = setInterval(() => void describe().then(({ networks }) => {
      if (link === own && !haveSameNetworks(on.networks, networks)) gate.disarm('network');
      // Where the system does not tell any more what it is connected to, nothing is assumed.
    }, () => gate.disarm('network')), lookMs);
    timer.unref();
    own.onClose(() => clearInterval(timer));
  }

  return {
    'net.describe': async () => {
      judged = await describe();
      return ok({ ...judged, proxy: await hasProxy(), gate: gate.read() });
    },
    'net.open': async ({ pins }) => {
      if (await hasProxy()) {
        gate.disarm('failed');
        return fail('proxy-configured', 'a proxy is configured on this machine');
      }
      link?.close();
      const opened = await openLink(gate, { pins });
      if (!opened.ok) return opened;
      const own = opened.value;
      link = own;
      watch(own, judged ?? (await describe()));
      own.onClose(() => {
        if (link === own) link = null;
      });
      return ok({ pin: own.pin, binding: own.binding });
    },
    'net.request': async ({ verb, body }) => (link === null ? fail('closed', 'there is no connection') : link.request(verb, body)),
    'net.trust': async () => {
      if (link === null) return fail('disarmed', 'there is no connection');
      gate.trust();
      return ok({});
    },
    'net.close': async ({ disarm }) => {
      link?.close();
      link = null;
      if (disarm) gate.disarm('failed');
      return ok({});
    },
  };
}

/** Checks the input of one call of the network contract; null when the name is of another contract. */
export function checkNetInput(name: string, input: unknown): Result<unknown, Failure<'invalid-input'>> | null {
  if (!Object.hasOwn(schemas, name)) return null;
  const parsed = v.safeParse(schemas[name as keyof typeof schemas], input);
  return parsed.success ? ok(parsed.output) : fail('invalid-input', `the input of ${name} has another shape than expected`);
}
