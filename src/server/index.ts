// The server: keeps frames and sealed blobs for consoles, in one order, and learns no content (docs/spec/sync.md, docs/spec/server.md).
export type { ServerIdentity } from './identity/keys.ts';
export type { Handled } from './protocol/handle.ts';
export type { Observer } from './protocol/listen.ts';
export { defaultQuotas, defaultSettings, type Quotas, type Settings } from './settings.ts';
export { startServer, type RunningServer, type ServerOptions } from './startServer.ts';
