// The engine: keys, plaintext and the recording of entries. Portable: runs in a worker of the window and in Node alike.
export { createMemoryCopy, type MemoryStore } from './copy/memoryCopy.ts';
export type * from './copy/workingCopy.ts';
export type { EnginePush } from './core/push.ts';
export { createEngine, type Engine } from './createEngine.ts';
export { keylessHandlers, type KeylessCall } from './handlers/keylessHandlers.ts';
export { mergeLines, worstVerdict } from './integrity/mergeLines.ts';
export type { EngineOptions, HostClock } from './options.ts';
