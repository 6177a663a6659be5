import { ok, type Handlers } from '#base';
import { suggestPassphrase } from '#crypto';
import type { EngineContract } from '#ipc';
import type { EngineOptions } from '../options.ts';
import { estimateStrength } from '../session/estimateStrength.ts';
import { passSelfTest } from '../session/selfTest.ts';

export type KeylessCall = 'engine.selfTest' | 'passphrase.strength' | 'passphrase.suggest';

/** Calls that need no vault: asked while a person chooses a passphrase for one that does not exist yet. */
export function keylessHandlers(options: Pick<EngineOptions, 'clock' | 'random'>): Pick<Handlers<EngineContract>, KeylessCall> {
  return {
    'engine.selfTest': async () => {
      const started = options.clock.monotonicMs();
      const tested = await passSelfTest();
      return ok({ passed: tested.ok, tookMs: Math.round(options.clock.monotonicMs() - started) });
    },
    'passphrase.strength': async ({ passphrase }) => ok(await estimateStrength(passphrase)),
    'passphrase.suggest': async () => {
      const tested = await passSelfTest();
      if (!tested.ok) throw new Error('the self-test failed');
      return ok({ words: suggestPassphrase(options.random) });
    },
  };
}
