import * as v from 'valibot';
import type { EntryId, Sha256Hex } from '#base';
import * as words from './vocabulary.ts';

/** One line of 1 to 500 characters after trimming (docs/spec/entries.md section 4). */
export const line = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));
export const optionalLine = v.exactOptional(v.pipe(v.string(), v.maxLength(500)));
/** Text of 1 to 64,000 characters. */
export const text = v.pipe(v.string(), v.minLength(1), v.maxLength(64_000));
export const optionalText = v.exactOptional(v.pipe(v.string(), v.maxLength(64_000)));
/** A safe integer from 0 on. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const entryIdSchema = v.pipe(v.string(), v.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/), v.transform((value) => value as EntryId));
export const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.transform((value) => value as Sha256Hex));
/** A technique as recorded: the name and data version are kept because ids change meaning between ATT&CK versions. */
export const techniqueSchema = v.object({ id: v.pipe(v.string(), v.regex(/^T\d{4}(\.\d{3})?$/)), name: v.exactOptional(line), attackVersion: v.exactOptional(line) });
/** Human id such as EV-K7-001: kind, device prefix, number. Never renumbered. */
export const refSchema = v.pipe(v.string(), v.regex(/^[A-Z]{1,4}-[A-Z0-9]{2}-\d{3,6}$/));
/** Lower-case hexadecimal of so many digits. */
export const hexOf = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)));
/** Base64 of at most so many bytes. */
export const base64Of = (bytes: number) => v.pipe(v.string(), v.minLength(4), v.maxLength(Math.ceil(bytes / 3) * 4), v.regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/));
export const hashes = v.array(v.object({ algorithm: v.picklist(words.hashAlgorithms), hex: v.pipe(v.string(), v.regex(/^[0-9a-f]{32,64}$/)) }));
