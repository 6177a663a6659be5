/** Ends a switch over a union: a new member becomes a compile error here, and a throw if it still arrives. */
export function exhaustive(value: never): never {
  throw new Error(`unhandled case: ${typeof value === 'string' ? value : 'object'}`);
}
