import { formatUtc, type UnixMs } from '#base';
import type { RegimeRow } from '#domain';
import { usePrintPages } from '../../grid/usePrintPages.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop } from '../../port/ports.tsx';
import { regimesHtml, type RegimeLine, type UnreportedLine } from './pages.ts';
import { useRegimeWords } from './useRegimeWords.ts';

export interface RegulationPrint { readonly regimes: () => Promise<void>; readonly copy: (text: string) => void }

/** Prints the regimes of an incident, and copies what is shown. */
export function useRegulationPrint(rows: readonly RegimeRow[], incidentZone: string, ref: string): RegulationPrint {
  const t = useText();
  const word = useWord();
  const words = useRegimeWords();
  const failure = useFailureText();
  const desktop = useDesktop();
  const printPages = usePrintPages();
  const zones = (at: UnixMs | null, zone: string): readonly string[] => (at === null ? [] : words.zones(at, incidentZone, zone).map((each) => `${each.text} ${each.zone}`));
  const toLines = (row: RegimeRow): readonly RegimeLine[] => {
    const sent = (id: string): string => row.submissions.filter(({ clock }) => clock === id).map(({ at, receipt, isProven }) => [at === null ? '' : formatUtc(at, 'minute').replace('T', ' '), receipt ?? '', isProven ? '' : t('regulation.noProofShort')].filter(Boolean).join(', ')).join('\n');
    const base = { regime: row.regime.title, decision: words.answer(row) };
    if (row.clocks.length === 0) return [{ ...base, clock: '', state: '', due: [], lawful: '', sent: '' }];
    return row.clocks.map((clock) => ({ ...base, clock: `${clock.id} ${clock.title}`, state: word('clockState', clock.state), due: zones(clock.due, clock.zone ?? row.regime.zone), lawful: zones(clock.latestLawful, 'UTC')[0] ?? '', sent: sent(clock.id) }));
  };
  const toUnreported = (row: RegimeRow): readonly UnreportedLine[] => (row.answer?.body.answer === 'not-reportable' ? [{ regime: row.regime.title, decision: words.answer(row), reason: row.answer.body.reason, by: [row.answer.body.decidedBy, row.answer.body.approvedBy].filter(Boolean).join(', ') }] : []);
  const print = async (title: string, html: string): Promise<void> => {
    const answer = await printPages({ title, html, landscape: true });
    if (answer.ok) showToast({ tone: 'ok', title: t('grid.printed') });
    else if (answer.error.kind !== 'cancelled') showToast({ tone: 'danger', title: failure(answer.error.kind) });
  };
  const copy = async (text: string): Promise<void> => {
    const answer = await desktop.call('clipboard.writeText', { text });
    if (answer.ok) showToast({ tone: 'plain', title: t('grid.copied') });
  };
  const made = (): string => formatUtc(Date.now() as UnixMs, 'minute').replace('T', ' ');
  return {
    regimes: () => {
      const title = t('regulation.printTitle', { ref });
      return print(title, regimesHtml(rows.flatMap(toLines), rows.flatMap(toUnreported), {
        title, head: t('regulation.printHead', { made: made() }), unreportedTitle: t('regulation.unreported'), none: t('regulation.unreportedNone'),
        columns: [t('regulation.regime'), t('regulation.decision'), t('clocks.clock'), t('clocks.state'), t('regulation.due'), t('clocks.lawful'), t('regulation.sent')],
        unreportedColumns: [t('regulation.regime'), t('regulation.decision'), t('regulation.reason'), t('clocks.decidedBy')],
      }));
    },
    copy: (text) => void copy(text),
  };
}
