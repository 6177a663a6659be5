import type { BodyOf } from '#domain';
type Indicator = Pick<BodyOf<'indicator'>, 'indicatorType' | 'value'>;
export interface StixPattern {
    readonly pattern: string;
    readonly type: 'stix' | 'yara' | 'sigma';
}
/** What finds an indicator, in the language of STIX 2.1 section 9 or as the rule that it is; null for types that have no pattern. */
export declare function stixPattern({ indicatorType, value }: Indicator): StixPattern | null;
export {};
