import { fail, ok, type Failure, type Result } from '#base';
import { knownAnswers } from './knownAnswers.ts';
import { readyCrypto } from './primitives.ts';

/**
 * Runs every primitive against a published answer (docs/spec/vault.md section 9). A failure means that nothing may be
 * unlocked or created. Takes well under 150 ms.
 */
export async function runSelfTest(): Promise<Result<{ readonly checks: number }, Failure<'self-test-failed'>>> {
  try {
    await readyCrypto();
    for (const { name, check } of knownAnswers) {
      if (!(await check())) return fail('self-test-failed', `the self-test of ${name} failed`);
    }
  } catch {
    return fail('self-test-failed', 'the cryptographic library does not run here');
  }
  return ok({ checks: knownAnswers.length });
}
