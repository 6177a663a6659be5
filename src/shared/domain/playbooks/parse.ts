import * as v from 'valibot';
import { fail, ok, type Failure, type Result } from '#base';
import { creatingBodies } from '../entries/bodies.ts';
import { issuePath } from '../entries/parse.ts';
import type { Playbook } from './define.ts';

/** Reads a playbook from a value of any origin; the failure's message is the path of the first field that does not fit. Unknown fields fall away. */
export function parsePlaybook(value: unknown): Result<Playbook, Failure<'invalid'>> {
  const parsed = v.safeParse(creatingBodies['playbook-run'], value);
  return parsed.success ? ok(parsed.output) : fail('invalid', issuePath(parsed.issues[0]));
}
