import { call, push, type Sha256Hex } from '#base';
import type { GateState, LeaveReason } from './desktop.ts';

export type OpenLinkFailure = 'disarmed' | 'unreachable' | 'timeout' | 'not-tls13' | 'resumed' | 'wrong-pin' | 'bad-session' | 'not-a-server' | 'proxy-configured';
export type LinkRequestFailure = 'disarmed' | 'closed' | 'timeout' | 'bad-answer';
export interface NetworkFacts {
  readonly networks: readonly { readonly name: string; readonly subnet: string; readonly gateway: string | null }[];
  readonly fingerprint: Sha256Hex;
  /** Where the system or the environment has a proxy for the armed address. */
  readonly proxy: boolean;
  readonly gate: GateState;
}

/** The network as the engine sees it: one connection, only after a person armed it, carried by main (docs/spec/sync.md). Bodies are those of the protocol. */
export const netContract = {
  'net.describe': call<Record<string, never>, NetworkFacts>(),
  /** Connects to the armed address; `pins` null only for a first pairing, when the caller compares the pin. */
  'net.open': call<{ readonly pins: readonly Uint8Array[] | null }, { readonly pin: Uint8Array; readonly binding: Uint8Array }, OpenLinkFailure>(),
  'net.request': call<{ readonly verb: string; readonly body: Uint8Array }, { readonly status: number; readonly body: Uint8Array }, LinkRequestFailure>(),
  /** Every condition of section 5 holds for the connection that is open. */
  'net.trust': call<Record<string, never>, Record<string, never>, 'disarmed'>(),
  /** Ends the connection, and the order too when the reason is a failure. */
  'net.close': call<{ readonly disarm: boolean }, Record<string, never>>(),
  /** The connection is gone: closed by the other side, or for the reason why the gate closed. */
  'net.closed': push<{ readonly left: LeaveReason | null }>(),
} as const;
export type NetContract = typeof netContract;
