import { type Entity, type IncidentState } from '#domain';
/** An indicator that goes out, with the markings that hold for it. */
export interface OutgoingIndicator {
    readonly entity: Entity<'indicator'>;
    readonly tlp: string;
    readonly pap: string | null;
    readonly mayBlock: boolean;
}
export interface IndicatorSelection {
    readonly outgoing: readonly OutgoingIndicator[];
    readonly leftOut: readonly {
        readonly reason: string;
        readonly count: number;
    }[];
}
/** Standing indicators that may leave under a marking, by reference. `tlp` is the strictest label that may go out; `at` in Unix milliseconds. */
export declare function selectIndicators(state: IncidentState, tlp: string, at: number): IndicatorSelection;
