/** Id of the marking of a label of TLP 2.0; that of RED for a label not known here. */
export declare function markingId(tlp: string): string;
/** The marking definition itself. */
export declare function markingDefinition(tlp: string): Readonly<Record<string, unknown>>;
