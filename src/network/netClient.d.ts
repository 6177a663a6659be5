import { type Client, type Handlers } from '#base';
import type { NetContract } from '#ipc';
/** The client of a network in the same process, for the command line: the same checks and answers as over a port, without one. */
export declare function createNetClient(handlers: Handlers<NetContract>): Client<NetContract>;
