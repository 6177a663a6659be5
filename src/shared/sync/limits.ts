/** The name that both sides ask for in the TLS handshake (docs/spec/sync.md section 2). */
export const PROTOCOL = 'holdfast/1';
/** Versions of the session that this build speaks. */
export const SESSION_VERSIONS: readonly number[] = [1];
/** Label of the TLS exporter (RFC 8446 section 7.5); its context is empty. */
export const EXPORTER_LABEL = 'EXPORTER-holdfast-1';
export const BINDING_BYTES = 32;
export const CONTENT_TYPE = 'application/cbor';
/** Path of a verb: this and its name. */
export const VERB_PATH = '/v1/';

/** Bytes of a request and of an answer; more is refused before memory is reserved. */
export const MAX_REQUEST_BYTES = 1_310_720;
export const MAX_ANSWER_BYTES = 8_388_608;
/** Bytes of all header lines of a request or answer. */
export const MAX_HEADER_LINE_BYTES = 8_192;

export const MAX_PUSH_FRAMES = 256;
/** Bytes of all frames of a push; a single frame may be longer, up to what a frame may have. */
export const MAX_PUSH_BYTES = 1_048_576;
export const MAX_HAVE_FEEDS = 4_096;
export const MAX_PULL_ITEMS = 65_536;
export const MAX_LOGS = 65_536;
export const MAX_BLOB_IDS = 256;
export const MAX_BLOB_PIECE_BYTES = 1_048_576;
/** Bytes of one sealed part of evidence: 256 MiB of plaintext and what age adds. */
export const MAX_BLOB_BYTES = 269_484_032;
export const MAX_REQUESTS_OF_LOG = 16;
export const MAX_REQUESTS_OF_DEVICE = 4;
export const REQUEST_LIFE_MS = 604_800_000;
/** A session ends this long after its last request. */
export const SESSION_IDLE_MS = 600_000;
