import { ok, type Handlers } from '#base';
import type { EngineContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked } from '../core/failures.ts';
import { deskOf } from '../sync/deskOf.ts';
import { prepareQuery, type Question } from '../queries/evaluate.ts';

/** Live queries: answered by pushes, at once and after each change that changes the answer. */
export function queryHandlers(core: Core): Pick<Handlers<EngineContract>, 'query.open' | 'query.close'> {
  return {
    'query.open': async ({ id, name, params }) => {
      const session = core.session();
      if (session === null) return locked();
      // A view of evidence shows what is here before anybody has connected.
      if (name === 'sync' || name === 'sync.evidence') deskOf(core, session);
      // The contract pairs name and parameters per query; the union of both loses that pairing.
      const query = prepareQuery(session, { name, params } as Question);
      if (!query.ok) return query;
      core.queries.open({ id, ...query.value });
      return ok({});
    },
    'query.close': async ({ id }) => {
      core.queries.close(id);
      return ok({});
    },
  };
}
