/** UUID version 5 of a name (RFC 9562 section 5.5): the same name gives the same id on every machine. */
export declare function nameUuid(name: string): string;
