/** Pieces of a WebAssembly module (core specification 1.0, binary format) as bytes. */
export type Code = readonly number[];

/** Value types. */
export const I32 = 0x7f;
export const I64 = 0x7e;
export const V128 = 0x7b;

/** Pushes and takes a local. */
export const get = (local: number): Code => [0x20, local];
export const set = (local: number): Code => [0x21, local];
/** Pushes a 32-bit or 64-bit constant; both are written with the same bytes behind their operation. */
export const constant = (value: number): Code => [0x41, ...signed(value)];
export const constant64 = (value: number): Code => [0x42, ...signed(value)];

/** One function: which type it has, its locals beside the parameters, its instructions. */
export interface CodeFunction { readonly name: string; readonly type: number; readonly locals: readonly (readonly [count: number, type: number])[]; readonly body: Code }

/** A module with one exported memory of fixed size and the functions under their names. `types` lists parameter types; nothing is returned. */
export function assembleModule(options: { readonly pages: number; readonly types: readonly (readonly number[])[]; readonly functions: readonly CodeFunction[] }): Uint8Array<ArrayBuffer> {
  const { pages, types, functions } = options;
  const bodies = functions.map(({ locals, body }): Code => vector([...list(locals.map(([count, type]) => [...unsigned(count), type])), ...body, 0x0b]));
  return Uint8Array.from([
    0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, list(types.map((parameters) => [0x60, ...vector(parameters), 0]))),
    ...section(3, list(functions.map(({ type }) => [type]))),
    ...section(5, [1, 0, ...unsigned(pages)]),
    ...section(7, list([[...text('memory'), 2, 0], ...functions.map(({ name }, index) => [...text(name), 0, ...unsigned(index)])])),
    ...section(10, list(bodies)),
  ]);
}

/** Numbers in LEB128, as the format writes them. */
export function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}
export function signed(value: number): Code {
  return value >= -64 && value < 64 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}

function section(id: number, content: Code): Code {
  return [id, ...vector(content)];
}
function vector(content: Code): Code {
  return [...unsigned(content.length), ...content];
}
function list(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}
function text(value: string): Code {
  return vector([...value].map((letter) => letter.charCodeAt(0)));
}
