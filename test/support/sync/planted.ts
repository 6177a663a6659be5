// Plaintexts that nobody outside may ever see, and a search that finds them in any bytes, however they are written.
export interface Planted { readonly name: string; readonly bytes: Buffer }
/** Bytes that are searched, and where they come from. */
export interface Haystack { readonly name: string; readonly bytes: Buffer }

export const plantText = (name: string, text: string): Planted => ({ name, bytes: Buffer.from(text, 'utf8') });
export const plantBytes = (name: string, bytes: Uint8Array): Planted => ({ name, bytes: Buffer.from(bytes) });

/** Every way in which a plaintext may be written: its bytes, UTF-16 in both orders, hexadecimal in both cases, base64 and base64url at each of three alignments. */
export function formsOf({ bytes }: Planted): readonly { readonly form: string; readonly needle: Buffer }[] {
  const wide = Buffer.from(bytes.toString('utf8'), 'utf16le');
  const isText = Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64').replaceAll('=', '');
    // The first letters hold bits of what stands before, the last one bits of what comes behind.
    return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
  return [
    { form: 'bytes', needle: bytes }, ...(isText ? [{ form: 'UTF-16LE', needle: wide }, { form: 'UTF-16BE', needle: Buffer.from(wide).swap16() }] : []),
    { form: 'hex', needle: Buffer.from(hex) }, { form: 'HEX', needle: Buffer.from(hex.toUpperCase()) },
    ...base64.flatMap((text, shift) => [{ form: `base64 at ${shift}`, needle: Buffer.from(text) }, { form: `base64url at ${shift}`, needle: Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_')) }]),
  ];
}

/** Where any form of a plaintext stands: `plaintext as form in haystack`. */
export function findPlanted(planted: readonly Planted[], haystacks: readonly Haystack[]): readonly string[] {
  return planted.flatMap((one) => formsOf(one).flatMap(({ form, needle }) => haystacks.filter(({ bytes }) => bytes.includes(needle)).map(({ name }) => `${one.name} as ${form} in ${name}`)));
}
