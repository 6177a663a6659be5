import type { Announcer, Answer, CallName, Client, Handlers, In, Payload, PushName } from './contract.ts';
import { fail, type Failure, type Result } from './result.ts';

/** The part of a MessagePort that both Node, the browser and Electron's main process share. */
export interface PortLike {
  readonly postMessage: (message: unknown, transfer?: readonly ArrayBuffer[]) => void;
  readonly close: () => void;
}

/** A port with its incoming side already wired: the adapter calls `receive` for each message. */
export interface WiredPort extends PortLike {
  readonly onMessage: (listener: (message: unknown) => void) => void;
  readonly onClose: (listener: () => void) => void;
}

interface Request { readonly t: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
interface Reply { readonly t: 'reply'; readonly id: number; readonly result: Result<unknown, Failure> }
interface Announcement { readonly t: 'push'; readonly name: string; readonly payload: unknown }
type Message = Request | Reply | Announcement;

/** Checks the input of one call; a returned failure is answered as `invalid-input`. */
export type InputCheck = (name: string, input: unknown) => Result<unknown, Failure<'invalid-input'>>;

/** Client of a contract over a port. Calls that are open when the port closes answer `closed`. */
export function createPortClient<C>(port: WiredPort): Client<C> {
  const open = new Map<number, (result: Result<unknown, Failure>) => void>();
  const listeners = new Map<string, Set<(payload: never) => void>>();
  let nextId = 1;
  let closed = false;
  port.onMessage((raw) => {
    const message = raw as Message;
    if (message.t === 'reply') {
      open.get(message.id)?.(message.result);
      open.delete(message.id);
    } else if (message.t === 'push') {
      for (const listener of listeners.get(message.name) ?? []) listener(message.payload as never);
    }
  });
  port.onClose(() => {
    closed = true;
    for (const settle of open.values()) settle(fail('closed', 'the connection is closed'));
    open.clear();
  });
  return {
    call: <N extends CallName<C>>(name: N, input: In<C, N>) =>
      new Promise<Answer<C, N>>((resolve) => {
        if (closed) {
          resolve(fail('closed', 'the connection is closed') as Answer<C, N>);
          return;
        }
        const id = nextId;
        nextId += 1;
        open.set(id, (result) => resolve(result as Answer<C, N>));
        port.postMessage({ t: 'call', id, name, input } satisfies Request);
      }),
    on: <N extends PushName<C>>(name: N, listener: (payload: Payload<C, N>) => void) => {
      const known = listeners.get(name) ?? new Set();
      known.add(listener as (payload: never) => void);
      listeners.set(name, known);
      return () => known.delete(listener as (payload: never) => void);
    },
  };
}

/**
 * Serves a contract over a port: unknown names are denied, inputs are checked, a throw becomes `internal` and reaches
 * `onBug`, never the other side.
 */
export function servePort<C>(
  port: WiredPort,
  handlers: Handlers<C>,
  options: { readonly check?: InputCheck; readonly onBug: (error: unknown) => void },
): Announcer<C> {
  port.onMessage((raw) => {
    const message = raw as Message;
    if (message.t !== 'call') return;
    void answer(message).then((result) => port.postMessage({ t: 'reply', id: message.id, result } satisfies Reply));
  });

  async function answer(request: Request): Promise<Result<unknown, Failure>> {
    if (!Object.hasOwn(handlers, request.name)) return fail('denied', 'no such call');
    const checked = options.check?.(request.name, request.input);
    if (checked !== undefined && !checked.ok) return checked;
    const handler = handlers[request.name as CallName<C>] as (input: unknown) => Promise<Result<unknown, Failure>>;
    try {
      return await handler(checked === undefined ? request.input : checked.value);
    } catch (error) {
      options.onBug(error);
      return fail('internal', 'something went wrong inside Holdfast; nothing was lost');
    }
  }

  return { push: (name, payload) => port.postMessage({ t: 'push', name, payload } satisfies Announcement) };
}
