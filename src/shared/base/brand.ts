declare const brand: unique symbol;

/** A nominal type: `Brand<string, 'EntryId'>` is a string that only its own constructors can make. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
