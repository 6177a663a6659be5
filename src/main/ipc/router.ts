import * as v from 'valibot';
import { fail, type CallName, type Failure, type Kinds, type Out, type PortFailure, type Result } from '#base';
import type { DesktopContract, SourceGrant } from '#ipc';
import type { ReportBug } from '../startup/reportBug.ts';
import { inputSchemas, type RoutedIn, type RoutedName } from './schemas.ts';

type RoutedOut<N extends RoutedName> = N extends CallName<DesktopContract> ? Out<DesktopContract, N> : { readonly grants: readonly SourceGrant[] };
type RoutedKinds<N extends RoutedName> = N extends CallName<DesktopContract> ? Kinds<DesktopContract, N> : never;

/** One handler per call, none forgotten. `denied` is for calls that exist in another kind of run only. */
export type DesktopHandlers = { readonly [N in RoutedName]: (input: RoutedIn<N>) => Promise<Result<RoutedOut<N>, Failure<RoutedKinds<N> | 'denied'>>> };
/** Handlers of some calls: what one folder of main supplies. */
export type HandlersOf<N extends RoutedName> = Pick<DesktopHandlers, N>;

/** Answers one call of `sender`; the sender is whatever the transport knows about it. */
export type Route<Sender> = (sender: Sender, name: unknown, input: unknown) => Promise<Result<unknown, Failure<string | PortFailure>>>;

/**
 * Routes calls of the window. In this order: the sender is our own page in our own main frame, the name is known, the
 * input has the shape and size of its schema, the handler runs. A throw is a bug: the caller learns an id, never a text.
 */
export function createRouter<Sender>(options: {
  readonly isTrusted: (sender: Sender) => boolean;
  readonly handlers: DesktopHandlers;
  readonly reportBug: ReportBug;
}): Route<Sender> {
  return async (sender, name, input) => {
    if (!options.isTrusted(sender)) return fail('denied', 'this page may not ask for anything');
    if (typeof name !== 'string' || !Object.hasOwn(inputSchemas, name)) return fail('denied', 'no such call');
    const known = name as RoutedName;
    const parsed = v.safeParse(inputSchemas[known] as v.GenericSchema<unknown, unknown>, input);
    if (!parsed.success) return fail('invalid-input', `the input of ${known} has another shape than expected`);
    try {
      const handler = options.handlers[known] as (input: unknown) => Promise<Result<unknown, Failure>>;
      return await handler(parsed.output);
    } catch (error) {
      return fail('internal', `something went wrong inside Holdfast (${options.reportBug(error)}); nothing was lost`);
    }
  };
}
