import { fail, ok, type Failure, type Result } from '#base';
import { isSameServer, type ServerKeys } from '#sync';
import type { StoreFailure, StoreOwner } from '../types.ts';
import type { Ask, Connection } from './connect.ts';
import { lockUntilEnd } from './migrate.ts';

/** Whose records a database holds: the public keys of the one server that all its nodes are (docs/spec/server.md section 9). */
export function createOwner(connection: Connection): StoreOwner {
  return {
    known: () => readOwners(connection.ask),
    claim: (own, earlier) => connection.inTransaction<null, Failure<'other-identity'>>(async (ask) => {
      const locked = await lockUntilEnd(ask, 'schema');
      if (!locked.ok) return locked;
      const known = await readOwners(ask);
      if (!known.ok) return known;
      if (isAmong(own, known.value)) return ok(null);
      if (known.value.length > 0 && !earlier.some((keys) => isAmong(keys, known.value))) return fail('other-identity', otherIdentity);
      const added = await ask('insert into holdfast.server (identity, pin) values ($1, $2)', [own.identity, own.pin]);
      return added.ok ? ok(null) : added;
    }),
  };
}

/** What is said to a node with other keys. */
export const otherIdentity = 'the database belongs to a server with another identity: copy the folder identity of one of its nodes into the folder of this one';

/** True when keys are among those of a database. */
export function isAmong(keys: ServerKeys, known: readonly ServerKeys[]): boolean {
  return known.some((one) => isSameServer(one, keys));
}

async function readOwners(ask: Ask): Promise<Result<readonly ServerKeys[], StoreFailure>> {
  const read = await ask<{ readonly identity: Uint8Array; readonly pin: Uint8Array }>('select identity, pin from holdfast.server');
  return read.ok ? ok(read.value.rows.map(({ identity, pin }) => ({ identity: new Uint8Array(identity), pin: new Uint8Array(pin) }))) : read;
}
