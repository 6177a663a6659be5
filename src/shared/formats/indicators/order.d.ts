/** References by their letters and prefix, then by number; those without one last. */
export declare function compareRefs(left: string | null, right: string | null): number;
