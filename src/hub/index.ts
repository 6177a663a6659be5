// The process of the war-room hub: Electron starts it as a utility process (src/main/hub) with a channel to main and nothing else of the app. It holds no key of a vault.
import type { ParentPort } from 'electron';
import { guardSockets, listenOnly } from '#network';
import { runHub } from './runHub.ts';

const port: ParentPort = process.parentPort;
const hear = runHub({
  tell: (report) => port.postMessage(report),
  end: (code) => process.exit(code),
  guard: (host) => void guardSockets(listenOnly(host)),
});
port.on('message', ({ data }) => hear(data));
