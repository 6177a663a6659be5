import type { Payload, PushName } from '#base';
import type { EngineContract } from '#ipc';

/** One announcement of the engine. */
export type EnginePush = { readonly [N in PushName<EngineContract>]: { readonly name: N; readonly payload: Payload<EngineContract, N> } }[PushName<EngineContract>];
