import type { LogId } from '#base';
import { incidentHeader, journalPage, overview, type IncidentState, type JournalRow } from '#domain';
import type { Queries } from '#ipc';
import { bytesToJson, jsonToBytes } from '../copy/sealedCopy.ts';

/** Raised when a screen's answer changes its shape; what an older build kept is then not shown. */
const FRONT_VERSION = 1;
const ROWS = 200;

/**
 * What the first screens of an incident show, kept ready in the working copy: a long journal can be looked at while its entries are still being
 * unfolded. Never a source of anything else.
 */
export interface Front {
  readonly version: number;
  readonly header: Queries['incident']['result'] | null;
  readonly overview: Queries['overview']['result'];
  /** The newest rows, newest first, and how many there are in all. */
  readonly rows: readonly JournalRow[];
  readonly total: number;
}

/** The front of a log as it stands, as bytes for the working copy. */
export function packFront(state: IncidentState, log: LogId): Uint8Array {
  const page = journalPage(state, { filter: {}, order: 'number', descending: true, offset: 0, limit: ROWS });
  const front: Front = {
    version: FRONT_VERSION, header: incidentHeader(state, { log, unwitnessed: state.entryCount, undoLabel: null, redoLabel: null }), overview: overview(state),
    rows: page.rows, total: page.total,
  };
  return jsonToBytes(front);
}

/** The front in bytes that this engine packed; null when another version did. */
export function unpackFront(bytes: Uint8Array): Front | null {
  const front = bytesToJson(bytes) as Front | null;
  return front?.version === FRONT_VERSION ? front : null;
}

/** The rows of a page of the journal in its first order; null when the front does not hold them all. */
export function frontPage(front: Front, params: Queries['journal']['params']): Queries['journal']['result'] | null {
  const { filter, order, descending, offset, limit } = params;
  const plain = Object.keys(filter).length === 0 && order === 'number' && descending && offset >= 0;
  if (!plain || Math.min(offset + limit, front.total) > front.rows.length) return null;
  return { total: front.total, offset, rows: front.rows.slice(offset, offset + limit) };
}
