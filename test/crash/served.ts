// A server in a process of its own, to be killed: prints its address and the first voucher, and serves until then.
import { startServer } from '#server';
import { quick } from '../support/sync/settings.ts';

const [, , data = '', reserve = '0'] = process.argv;
const started = await startServer({ data, address: { host: '127.0.0.1', port: 0 }, settings: { ...quick, reserveBytes: Number(reserve) }, onNotice: (text) => void process.stderr.write(`${text}\n`) });
if (!started.ok) throw new Error(started.error.message);
const { address, identity, firstVoucher } = started.value;
const hex = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString('hex'));
process.stdout.write(`${JSON.stringify({ port: address.port, identity: hex(identity.signer.identity), pin: hex(identity.tls.pin), voucher: hex(firstVoucher) })}\n`);
