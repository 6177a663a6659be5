import type { LogId } from '#base';
import type { OutgoingIndicator } from '../indicators/select.ts';
export interface WrittenIndicators {
    readonly text: string;
    readonly rows: number;
    readonly leftOut: readonly {
        readonly reason: string;
        readonly count: number;
    }[];
}
/**
 * A STIX 2.1 bundle of indicators (docs/spec/scope.md section 5.1). Ids are made from the log and the entries, so that the same journal gives the same
 * bytes, and a later export updates the objects of an earlier one. Names of people and hosts do not go in; the author is the case, by an id only.
 */
export declare function writeStix(log: LogId, indicators: readonly OutgoingIndicator[]): WrittenIndicators;
