/**
 * Deterministic CBOR (RFC 8949 section 4.2.1) for everything that is hashed or signed: shortest integers, definite
 * lengths, map keys sorted by their encoded bytes, no floats, no tags, no undefined. Values are null, booleans, safe integers,
 * text, byte strings, arrays and maps with text keys.
 */
export type CborValue = null | boolean | number | string | Uint8Array | readonly CborValue[] | { readonly [key: string]: CborValue };
