import type { WrittenIndicators } from '../stix/writeStix.ts';
import type { OutgoingIndicator } from './select.ts';
/** Indicators as CSV with the values raw; cells that a spreadsheet would run are guarded by an apostrophe. */
export declare function writeIndicatorCsv(indicators: readonly OutgoingIndicator[]): WrittenIndicators;
/** A hosts file that sends domains nowhere; anything that is no plain host name is left out. */
export declare function writeHosts(indicators: readonly OutgoingIndicator[]): WrittenIndicators;
/** Suricata rules for addresses and domains: `drop`, or `alert` where the marking forbids to block and no decision allows it. */
export declare function writeSuricata(indicators: readonly OutgoingIndicator[]): WrittenIndicators;
/** YARA rules as they were written, each on its own. */
export declare function writeYara(indicators: readonly OutgoingIndicator[]): WrittenIndicators;
