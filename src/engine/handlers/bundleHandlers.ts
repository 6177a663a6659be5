import { fail, ok, type Failure, type Handlers, type Result } from '#base';
import type { EngineContract } from '#ipc';
import { acknowledge } from '../bundle/acknowledge.ts';
import { createBundleRun, type BundleRun } from '../bundle/bundleRun.ts';
import { exportBundle } from '../bundle/exportBundle.ts';
import { importBundle } from '../bundle/importBundle.ts';
import type { Core } from '../core/core.ts';
import { locked } from '../core/failures.ts';
import type { Session } from '../session/openSession.ts';

type Served = 'bundle.export' | 'bundle.import' | 'bundle.acknowledge' | 'bundle.cancel';

/** Bundles: a journal on a stick (docs/spec/bundle.md). One runs at a time. */
export function bundleHandlers(core: Core): Pick<Handlers<EngineContract>, Served> {
  let running: { cancelled: boolean } | null = null;
  async function alone<T, K extends string>(work: (session: Session, run: BundleRun) => Promise<Result<T, Failure<K>>>): Promise<Result<T, Failure<K | 'locked' | 'busy'>>> {
    const session = core.session();
    if (session === null) return locked();
    if (running !== null) return fail('busy', 'another bundle is being written or read');
    const mine = { cancelled: false };
    running = mine;
    try {
      return await work(session, createBundleRun(core, () => mine.cancelled || core.session() !== session));
    } finally {
      running = null;
    }
  }
  return {
    'bundle.export': (input) => alone((session, run) => exportBundle(core, session, run, input)),
    'bundle.import': ({ grants }) => alone((session, run) => importBundle(core, session, run, grants)),
    'bundle.acknowledge': (input) => alone((session, run) => acknowledge(core, session, run, input)),
    'bundle.cancel': async () => {
      if (running !== null) {
        running.cancelled = true;
        await core.options.vault.call('bundle.stop', {});
      }
      return ok({});
    },
  };
}
