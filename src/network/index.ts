export { createNetGate, formatAddress, type Address, type NetGate } from './gate.ts';
export { guardSockets } from './guardSockets.ts';
export { openLink, type Link, type LinkFailure } from './openLink.ts';
export { parseAddress } from './parseAddress.ts';
export { describeNetworks, type NetworkDescription } from './describeNetworks.ts';
export { createNetClient } from './netClient.ts';
export { createNetHandlers, checkNetInput } from './netHandlers.ts';
