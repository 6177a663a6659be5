export { createLocalClient } from './localClient.ts';
export { checkVaultInput, vaultInputSchemas } from './schemas.ts';
export { createVaultFolder } from './vault/createVault.ts';
export type * from './vault/door.ts';
export { looksLikeVault, openVaultFolder } from './vault/openVault.ts';
// The rooms below are those of every folder that keeps frames durably; the server keeps its logs in them (docs/adr/0007-server-store.md).
export { toWriteFailure } from './durable/failures.ts';
export { systemFiles, type FileLayer, type LayerFile } from './durable/fileLayer.ts';
export { listIfPresent, readFully, readIfPresent, replaceFile, writeFully } from './durable/files.ts';
export { createEnvironment, type DiskEnvironment } from './environment.ts';
export { frameFile } from './layout.ts';
export { acquireLock, type HeldLock } from './lock/acquireLock.ts';
export { createLogWriter, type LogWriter } from './log/logWriter.ts';
export { openLogs, type FrameFile, type OpenedLog } from './log/openLogs.ts';
export { readFrames } from './log/readFrames.ts';
