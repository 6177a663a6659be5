import type { In } from '#base';
import type { EngineContract } from '#ipc';

/** Which document, of what. */
export type Request = Omit<In<EngineContract, 'document.build'>, 'issuing'>;
