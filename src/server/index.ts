// The server: keeps frames and sealed blobs for consoles, in one order, and learns no content (docs/spec/sync.md, docs/spec/server.md).
export { makeVoucher, setQuotas } from './admin/grant.ts';
export { checkServer, type CheckReport } from './admin/check.ts';
export { inspectFolder, type FolderReport, type LogReport, type OpenStore } from './admin/inspect.ts';
export { scrubBlobs, type ScrubOnce } from './admin/scrubOnce.ts';
export type { ServerIdentity } from './identity/keys.ts';
export { carryOutRotation, prepareRotation, readRotation, withdrawRotation, type NewKeys, type RotationReport } from './identity/rotate.ts';
export type { Handled } from './protocol/handle.ts';
export type { Observer } from './protocol/listen.ts';
export { defaultScrub, type ScrubSettings } from './scrub/startScrub.ts';
export { defaultQuotas, defaultSettings, type Quotas, type Settings } from './settings.ts';
export { openBlobs, type BlobPlaceOptions } from './store/blobs/openBlobs.ts';
export type { BlobStore } from './store/types.ts';
export { startServer, type RunningServer, type ServerOptions } from './startServer.ts';
export type { Finding } from './store/finding.ts';
export { checkDatabase } from './store/postgres/checkDatabase.ts';
export { openDatabaseStore } from './store/postgres/openPostgres.ts';
