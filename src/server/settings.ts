/** What a server grants (docs/spec/sync.md section 4). Bytes, unless said otherwise. */
export interface Quotas {
  readonly logBytes: number;
  readonly logFrames: number;
  /** Bytes that one device may send on one day. */
  readonly deviceDayBytes: number;
  readonly feedsOfDevice: number;
  readonly openBlobs: number;
}

/** Paces and bounds of the protocol; tests make them smaller. */
export interface Settings {
  readonly quotas: Quotas;
  readonly requestsPerSecond: number;
  readonly requestBurst: number;
  /** New connections of one address: a bucket of credits. */
  readonly connectionsPerSecond: number;
  readonly connectionBurst: number;
  readonly connections: number;
  readonly connectionsOfAddress: number;
  /** Until TLS, header lines and body of a request must be here. */
  readonly handshakeMs: number;
  readonly headerMs: number;
  readonly requestMs: number;
  /** A connection without a session ends after this, one with a session after `idleMs` without a request. */
  readonly loginMs: number;
  readonly idleMs: number;
  /** An answer that nobody reads. */
  readonly stalledMs: number;
  /** Bytes of all bodies that are being received or sent at one time. */
  readonly bodyBudget: number;
  /** Below this much free space nothing more is taken. */
  readonly reserveBytes: number;
}

const GIBIBYTE = 2 ** 30;

export const defaultQuotas: Quotas = { logBytes: 100 * GIBIBYTE, logFrames: 2_000_000, deviceDayBytes: 50 * GIBIBYTE, feedsOfDevice: 64, openBlobs: 16 };

export const defaultSettings: Settings = {
  quotas: defaultQuotas, requestsPerSecond: 100, requestBurst: 400, connectionsPerSecond: 10, connectionBurst: 64, connections: 256, connectionsOfAddress: 16,
  handshakeMs: 10_000, headerMs: 10_000, requestMs: 60_000, loginMs: 20_000, idleMs: 600_000, stalledMs: 60_000, bodyBudget: 96 * 2 ** 20, reserveBytes: 64 * 2 ** 20,
};

/** The share of a log's bytes that blobs may take; the rest is kept for frames. */
export const BLOB_SHARE = 0.9;
