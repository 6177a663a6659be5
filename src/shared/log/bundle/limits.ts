/** A manifest is at most 1 MiB long. */
export const MAX_BUNDLE_MANIFEST_BYTES = 1_048_576;
/** Bytes of the opening of a part beside the manifest: magic, length, signature and CRC. */
export const BUNDLE_OPENING_BYTES = 76;
/** The longest opening that a part may have. */
export const MAX_BUNDLE_HEAD_BYTES = MAX_BUNDLE_MANIFEST_BYTES + BUNDLE_OPENING_BYTES;
/** The longest cosignature: a statement of more than 900 feeds. */
export const MAX_COSIGNATURE_BYTES = 131_072;
/** Recipients of one bundle. */
export const MAX_RECIPIENTS = 64;
/** Numbers of parts have five digits in the names of files. */
export const MAX_PARTS = 99_999;
/** Pieces of one part. */
export const MAX_PIECES = 4096;
/** A part is an age file of at most 2 GiB: its header, one tag for each 64 KiB and the longest opening are taken off. */
export const MAX_PART_CONTENT_BYTES = 2 ** 31 - 2 ** 20 - MAX_BUNDLE_HEAD_BYTES;
