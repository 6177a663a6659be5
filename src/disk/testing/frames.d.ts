/** A frame with a right outside (magic, lengths, checksum) and filler inside: all that the disk looks at. */
export declare function createFrame(bodyBytes: number, fill?: number): Uint8Array;
