import { readFile } from 'node:fs/promises';
import { fail, ok, type Failure, type Result } from '#base';

export interface Credentials { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken: string | null }
/** Gives the credentials that hold now; `again` after the store has refused those from before. */
export type GiveCredentials = (again: boolean) => Promise<Result<Credentials, Failure<'usage'>>>;

const KEPT_MS = 60_000;
// Visible characters only: what is put in a header can add none of its own.
const VALUE = /^[\x21-\x7e]{1,4096}$/;

/**
 * Credentials of `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`, or of the `[default]` part of a file in the form of the AWS tools, which
 * is read again once a minute so that they can be changed under a running server. Nothing of them is in a failure (`usage`).
 */
export function createCredentials(environment: Readonly<Record<string, string | undefined>>, file: string | null): GiveCredentials {
  let kept: { readonly at: number; readonly credentials: Credentials } | null = null;
  return async (again) => {
    if (file === null) return toCredentials((name) => environment[name.toUpperCase()], 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set, and no file of credentials is named');
    if (kept !== null && !again && performance.now() - kept.at < KEPT_MS) return ok(kept.credentials);
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) return fail('usage', 'the file of credentials cannot be read');
    const values = readDefaultPart(text);
    const read = toCredentials((name) => values.get(name), 'the file of credentials has no [default] part with aws_access_key_id and aws_secret_access_key');
    if (read.ok) kept = { at: performance.now(), credentials: read.value };
    return read;
  };
}

function toCredentials(value: (name: string) => string | undefined, message: string): Result<Credentials, Failure<'usage'>> {
  const [accessKeyId, secretAccessKey, token] = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'].map((name) => value(name)?.trim() ?? '');
  if (!VALUE.test(accessKeyId ?? '') || !VALUE.test(secretAccessKey ?? '')) return fail('usage', message);
  return ok({ accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '', sessionToken: VALUE.test(token ?? '') ? (token ?? null) : null });
}

function readDefaultPart(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let part = '';
  for (const line of text.split('\n')) {
    part = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line)?.[1] ?? part;
    const [, name, value] = /^\s*([a-z_]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (part === 'default' && name !== undefined && value !== undefined) values.set(name, value);
  }
  return values;
}
