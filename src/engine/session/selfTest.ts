import type { Failure, Result } from '#base';
import { runSelfTest } from '#crypto';

let passed: Promise<Result<{ readonly checks: number }, Failure<'self-test-failed'>>> | undefined;

/** Runs every primitive against its published answer, once per start. Nothing is created or unlocked before it has passed. */
export async function passSelfTest(): Promise<Result<{ readonly checks: number }, Failure<'self-test-failed'>>> {
  passed ??= runSelfTest();
  const result = await passed;
  if (!result.ok) passed = undefined;
  return result;
}
