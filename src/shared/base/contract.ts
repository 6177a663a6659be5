import type { Failure, Result } from './result.ts';

/**
 * Contracts as data: one object per port lists every call and every push by name and type. Host, client and test fakes
 * are derived from it, so the compiler refuses an endpoint without a handler.
 */
declare const wire: unique symbol;
export interface Call<In, Out, Kinds extends string> { readonly endpoint: 'call'; readonly [wire]?: { in: In; out: Out; kinds: Kinds } }
export interface Push<Payload> { readonly endpoint: 'push'; readonly [wire]?: { payload: Payload } }
export type Contract = Readonly<Record<string, Call<never, unknown, string> | Push<never>>>;

/** Declares a call: input, output and the literal kinds of its expected failures. */
export function call<In, Out, Kinds extends string = never>(): Call<In, Out, Kinds> {
  return { endpoint: 'call' };
}

/** Declares a push: a fact announced by the host, never an order. */
export function push<Payload>(): Push<Payload> {
  return { endpoint: 'push' };
}

/** Failures that any call may answer: refused sender, unreadable input, a bug behind the port, a closed port. */
export type PortFailure = 'denied' | 'invalid-input' | 'internal' | 'closed';

export type CallName<C> = { [N in keyof C]: C[N] extends { endpoint: 'call' } ? N : never }[keyof C] & string;
export type PushName<C> = { [N in keyof C]: C[N] extends { endpoint: 'push' } ? N : never }[keyof C] & string;
export type In<C, N extends keyof C> = C[N] extends Call<infer I, infer _O, infer _K> ? I : never;
export type Out<C, N extends keyof C> = C[N] extends Call<infer _I, infer O, infer _K> ? O : never;
export type Kinds<C, N extends keyof C> = C[N] extends Call<infer _I, infer _O, infer K> ? K : never;
export type Payload<C, N extends keyof C> = C[N] extends Push<infer P> ? P : never;

/** What a call answers: never an exception. */
export type Answer<C, N extends keyof C> = Result<Out<C, N>, Failure<Kinds<C, N> | PortFailure>>;

/** The handlers a host must supply: one per call, none forgotten. */
export type Handlers<C> = { readonly [N in CallName<C>]: (input: In<C, N>) => Promise<Result<Out<C, N>, Failure<Kinds<C, N>>>> };

/** The client side of a contract. */
export interface Client<C> {
  readonly call: <N extends CallName<C>>(name: N, input: In<C, N>) => Promise<Answer<C, N>>;
  /** Subscribes to a push; returns the disposer. */
  readonly on: <N extends PushName<C>>(name: N, listener: (payload: Payload<C, N>) => void) => () => void;
}

/** The host side of a contract: announces pushes. */
export interface Announcer<C> {
  readonly push: <N extends PushName<C>>(name: N, payload: Payload<C, N>) => void;
}
