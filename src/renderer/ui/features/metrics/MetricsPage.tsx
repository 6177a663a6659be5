// Figures over all incidents of the vault: how long it takes, what was kept, what was learned. Keys: Escape goes back, Ctrl P prints.
import { useMemo, useState, type ReactNode } from 'react';
import type { UnixMs } from '#base';
import type { DocumentFormat } from '#ipc';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { SegmentedControl } from '../../kit/SegmentedControl.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';
import { SaveAsMenu } from '../reports/SaveAsMenu.tsx';
import type { SavedFormat } from '../reports/useDocuments.ts';
import { useQuery } from '../../port/useQuery.ts';
import { showPage } from '../../session/actions.ts';
import { useSession } from '../../session/store.ts';
import { StatusLine } from '../../shell/StatusLine.tsx';
import { TopBar } from '../../shell/TopBar.tsx';
import { chartSections, type ChartSection } from './sections.ts';
import styles from './metrics.module.css';

const HOUR_MS = 3_600_000;
const days = { all: null, year: 365, quarter: 91 } as const;
type Period = keyof typeof days;

export function MetricsPage(): ReactNode {
  const t = useText();
  const word = useWord();
  const failure = useFailureText();
  const { span } = useUnits();
  const desktop = useDesktop();
  const engine = useEngine();
  const vaultName = useSession((state) => state.report?.vaultName ?? '');
  const [period, setPeriod] = useState<Period>('all');
  // To the hour, so that the question stays the same while the page is looked at.
  const [now] = useState(() => (Math.ceil(Date.now() / HOUR_MS) * HOUR_MS) as UnixMs);
  const length = days[period];
  const since = length === null ? null : ((now - length * 24 * HOUR_MS) as UnixMs);
  const query = useQuery('metrics', { since, now });
  const view = query.state === 'ready' ? query.result : null;
  const sections = useMemo(() => (view === null ? [] : chartSections(view, { t, word, span })), [view, t, word, span]);
  const lead = view === null ? '' : t('metrics.lead', { counted: view.counted, exercises: view.left.exercises, falsePositives: view.left.falsePositives });
  const say = (kind: string): void => {
    if (kind !== 'cancelled') showToast({ tone: 'danger', title: failure(kind) });
  };
  const make = (format: DocumentFormat) => engine.call('figures.document', { page: { title: t('metrics.title'), lead: `${t(`metrics.period.${period}`)}. ${lead}`, sections, method: t('metrics.method') }, since, format });
  const print = async (): Promise<void> => {
    const made = await make('html');
    const answer = made.ok ? await desktop.call('document.print', made.value.job) : made;
    if (!answer.ok) say(answer.error.kind);
  };
  const save = async (format: SavedFormat): Promise<void> => {
    const made = await make(format === 'pdf' ? 'html' : format);
    if (!made.ok) return say(made.error.kind);
    const pdf = format === 'pdf' ? await desktop.call('document.renderPdf', made.value.job) : null;
    if (pdf !== null && !pdf.ok) return say(pdf.error.kind);
    const saved = await desktop.call('file.save', { suggestedName: `${t('metrics.title')}.${pdf === null ? made.value.extension : 'pdf'}`, bytes: pdf === null ? made.value.bytes : pdf.value.bytes });
    if (saved.ok) showToast({ tone: 'ok', title: t('metrics.saved'), text: saved.value.path });
    else say(saved.error.kind);
  };
  useScreenCommands([
    { id: 'page.back', label: 'metrics.back', group: 'screen', keys: ['Escape'], undo: 'none', run: () => showPage('incidents') },
    { id: 'list.print', label: 'metrics.print', group: 'screen', keys: ['$mod+p'], undo: 'none', run: print },
  ]);
  return (
    <div className={styles['page']}>
      <header className={styles['header']}><TopBar onlyHere={null}><h1 className={styles['vault']}>{vaultName}</h1></TopBar></header>
      <main className={styles['main']} aria-label={t('metrics.title')}>
        <div className={styles['bar']}>
          <Button keys="Escape" onPress={() => showPage('incidents')}>{t('metrics.back')}</Button>
          <h2 className={styles['title']}>{t('metrics.title')}</h2>
          <span className={styles['space']} />
          <SegmentedControl label={t('metrics.period')} value={period} onChange={setPeriod} choices={(['all', 'year', 'quarter'] as const).map((value) => ({ value, label: t(`metrics.period.${value}`) }))} />
          <Button keys="$mod+p" isDisabled={view === null || view.counted === 0} onPress={() => void print()}>{t('metrics.print')}</Button>
          <SaveAsMenu name={t('metrics.title')} isDisabled={view === null || view.counted === 0} onSave={(format) => void save(format)} />
        </div>
        {query.state === 'loading' ? <Skeleton /> : null}
        {query.state === 'failed' ? <ErrorState title={failure(query.kind)} /> : null}
        {view !== null && view.counted === 0 ? <EmptyState title={t('metrics.empty')} text={lead} /> : null}
        {view === null || view.counted === 0 ? null : (
          <>
            <p className={styles['lead']}>{lead}</p>
            <div className={styles['grid']}>{sections.map((section) => <Chart key={section.id} section={section} />)}</div>
            <p className={styles['lead']}>{t('metrics.method')}</p>
          </>
        )}
      </main>
      <StatusLine entries={null} />
    </div>
  );
}

function Chart({ section }: { readonly section: ChartSection }): ReactNode {
  return (
    <Panel title={section.title}>
      {section.note === null ? null : <p className={styles['note']}>{section.note}</p>}
      <table className={styles['chart']}>
        <tbody>
          {section.bars.map((bar) => (
            <tr key={bar.id}>
              <th scope="row">{bar.label}</th>
              <td className={styles['figure']}>
                <svg width="45%" height="10" aria-hidden="true"><rect x="0" y="2" width={`${Math.max(bar.share * 100, bar.share > 0 ? 1 : 0)}%`} height="7" rx="1" className={styles[bar.tone]} /></svg>
                <span>{bar.value}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
