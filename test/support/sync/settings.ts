import type { ServerOptions } from '#server';

/** Nothing of a test is slowed down by what a server grants. */
export const quick: NonNullable<ServerOptions['settings']> = { connectionsPerSecond: 10_000, connectionBurst: 10_000, requestsPerSecond: 100_000, requestBurst: 100_000, connectionsOfAddress: 200, reserveBytes: 0 };
