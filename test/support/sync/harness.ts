// A server of a test in this process, with a log that is founded on it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { unwrap } from '#base';
import { startServer, type RunningServer, type ServerOptions } from '#server';
import { createWriter, type TestWriter } from '../../../src/shared/log/testing/writer.ts';
import { logIn, type SyncClient } from './client.ts';
import { quick } from './settings.ts';

/** A folder that lives as long as the test. */
export async function createDataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-server-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return path.join(folder, 'data');
}

/** Starts a server that ends with the test. */
export async function serve(options: Partial<ServerOptions> = {}): Promise<RunningServer & { readonly data: string }> {
  const data = options.data ?? (await createDataFolder());
  const server = unwrap(await startServer({ address: { host: '127.0.0.1', port: 0 }, ...options, data, settings: { ...quick, ...options.settings } }));
  let closed: Promise<void> | null = null;
  const close = () => (closed ??= server.close());
  onTestFinished(close);
  // What the identity is, is asked each time: a rotation changes it.
  return { ...server, get identity() { return server.identity; }, data, close };
}

/** Logs in as the writer's device, and lets go at the end of the test. */
export async function session(server: Pick<RunningServer, 'address' | 'identity'>, { device }: Pick<TestWriter, 'device'>): Promise<SyncClient> {
  const client = await logIn(server.address, device, { pin: server.identity.tls.pin, identity: server.identity.signer.identity });
  onTestFinished(client.close);
  return client;
}

/** Founds the log of a new writer with the first voucher. */
export async function founded(server: RunningServer, seed = 1): Promise<{ readonly writer: TestWriter; readonly client: SyncClient }> {
  const writer = createWriter({ seed });
  const client = await session(server, writer);
  await client.must('found', { voucher: server.firstVoucher ?? new Uint8Array(1), genesis: writer.genesis.frame });
  return { writer, client };
}
