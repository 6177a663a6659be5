import type { ClockFlag, ForkView, WitnessView } from '#ipc';

/** Something about the journal that is not as it should be, as data: the screen puts it into a sentence and says what to do. */
export type Finding =
  | { readonly kind: 'fork'; readonly fork: ForkView }
  | { readonly kind: 'cosignature'; readonly standing: 'differs' | 'short' | 'invalid'; readonly by: string; readonly at: number }
  | { readonly kind: 'gap'; readonly feed: string; readonly fromSeq: number; readonly toSeq: number }
  | { readonly kind: 'damage'; readonly ranges: number; readonly bytes: number; readonly isMended: boolean }
  | { readonly kind: 'torn-tail'; readonly at: number; readonly detail: string }
  | { readonly kind: 'new-feed'; readonly at: number; readonly detail: string }
  | { readonly kind: 'clock'; readonly flag: ClockFlag; readonly count: number; readonly entries: readonly number[]; readonly worstMs: number | null };

/** What the engine recorded about itself, as far as it is read here. */
export interface Recovery { readonly what: string; readonly detail: string; readonly at: number }

const CLOCK_ORDER: readonly ClockFlag[] = ['clock-back', 'clock-jump', 'clock-ahead', 'zone-changed'];
const ENTRIES_NAMED = 6;

/** Findings in the order of their weight: who convicts, what is missing, what was set aside, what to know. */
export function findingsOf(view: WitnessView, recoveries: readonly Recovery[]): readonly Finding[] {
  const isMended = view.gaps.length === 0 && recoveries.some((recovery) => recovery.what === 'damage' && recovery.detail.includes('taken from another copy'));
  const bytes = view.damaged.reduce((sum, range) => sum + range.to - range.from, 0);
  return [
    ...view.forks.map((fork): Finding => ({ kind: 'fork', fork })),
    ...view.cosignatures.flatMap(({ standing, isFinding, by, at }): readonly Finding[] => (standing === 'agrees' || !isFinding ? [] : [{ kind: 'cosignature', standing, by, at }])),
    ...view.gaps.map((gap): Finding => ({ kind: 'gap', ...gap })),
    ...(view.damaged.length === 0 ? [] : [{ kind: 'damage', ranges: view.damaged.length, bytes, isMended } as const]),
    ...recoveries.filter((recovery) => recovery.what === 'torn-tail').map((recovery): Finding => ({ kind: 'torn-tail', at: recovery.at, detail: recovery.detail })),
    ...view.newFeeds.map((feed): Finding => ({ kind: 'new-feed', ...feed })),
    ...CLOCK_ORDER.flatMap((flag) => clockFinding(view, flag)),
  ];
}

/** Findings that a repair from another copy can end. */
export function canBeMended(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.kind === 'gap' || (finding.kind === 'damage' && !finding.isMended));
}

function clockFinding(view: WitnessView, flag: ClockFlag): readonly Finding[] {
  const flagged = view.clocks.filter((clock) => clock.flag === flag);
  if (flagged.length === 0) return [];
  const worstMs = flagged.reduce<number | null>((worst, { byMs }) => (byMs !== null && (worst === null || Math.abs(byMs) > worst) ? Math.abs(byMs) : worst), null);
  return [{ kind: 'clock', flag, count: flagged.length, entries: flagged.slice(0, ENTRIES_NAMED).map((clock) => clock.entryNumber), worstMs }];
}
