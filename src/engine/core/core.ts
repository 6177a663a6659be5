import type { LogId, Payload, PushName } from '#base';
import type { EngineContract } from '#ipc';
import type { EngineOptions } from '../options.ts';
import type { LiveQueries } from '../queries/liveQueries.ts';
import type { Session } from '../session/openSession.ts';
import type { EngineTime } from '../time/engineTime.ts';

/** One announcement of the engine. */
export type EnginePush = { readonly [N in PushName<EngineContract>]: { readonly name: N; readonly payload: Payload<EngineContract, N> } }[PushName<EngineContract>];

/** What the handlers of all nouns share: the place it runs in, the clock, announcements, and the session while unlocked. */
export interface Core {
  readonly options: EngineOptions;
  readonly time: EngineTime;
  readonly announce: (push: EnginePush) => void;
  readonly queries: LiveQueries;
  readonly session: () => Session | null;
  readonly begin: (session: Session) => void;
  readonly changed: (scope: LogId | 'drafts') => void;
}
