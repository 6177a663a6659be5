import { call, type EntityId, type LogId } from '#base';
import type { AttackGraph, Caution, CauseNode, Contradiction, DataScope, FindingView, PastedList, RecoveryView, Swimlane } from '#domain';
import type { ExportedFile, RecordFailure } from './recorded.ts';

type OfLog<Result> = { readonly params: { readonly log: LogId }; readonly result: Result };

/** Live queries about scope, findings, causes and pictures (docs/spec/scope.md). */
export interface ScopeQueries {
  readonly scope: OfLog<{ readonly data: DataScope; readonly contradictions: readonly Contradiction[] }>;
  readonly findings: OfLog<readonly FindingView[]>;
  readonly causes: OfLog<readonly CauseNode[]>;
  readonly recovery: OfLog<RecoveryView>;
  readonly graph: OfLog<AttackGraph>;
  readonly swimlane: OfLog<Swimlane>;
  /** What to say before an entity goes into a state. */
  readonly cautions: { readonly params: { readonly log: LogId; readonly entity: EntityId; readonly state: string }; readonly result: readonly Caution[] };
}

/** Formats in which indicators leave the console. */
export type IndicatorFormat = 'stix-2.1' | 'csv' | 'hosts' | 'suricata' | 'yara';
export const indicatorFormats: readonly IndicatorFormat[] = ['stix-2.1', 'csv', 'hosts', 'suricata', 'yara'];
export type PictureName = 'attack-graph' | 'swimlane';
export interface PastedReceipt extends PastedList { readonly recorded: number }

export const scopeContract = {
  /** Indicators as a file; `tlp` is the strictest marking that may go out. The export is recorded. */
  'export.indicators': call<{ readonly log: LogId; readonly format: IndicatorFormat; readonly tlp: string }, ExportedFile, 'nothing-to-export' | RecordFailure>(),
  /** A picture as SVG, in the colours of paper. The export is recorded. */
  'export.picture': call<{ readonly log: LogId; readonly picture: PictureName }, ExportedFile, 'nothing-to-export' | RecordFailure>(),
  /** Records the new indicators of a pasted list, with where they come from. */
  'indicators.paste': call<{ readonly log: LogId; readonly text: string; readonly origin: string }, PastedReceipt, 'nothing-to-import' | RecordFailure>(),
} as const;
