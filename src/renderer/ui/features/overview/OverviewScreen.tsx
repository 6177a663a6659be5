// The situation in one page: summary, figures, latest entries, what is due, who works, milestones with the time between them.
// Keys: M amends the summary; every line is a button that goes to its thing.
import { useState, type ReactNode } from 'react';
import type { JournalRow } from '#domain';
import type { OverviewView } from '#ipc';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { formatInstant, useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { AmendDialog } from '../../inspector/dialogs/AmendDialog.tsx';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { DateTime } from '../../kit/DateTime.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { reveal, showScreen } from '../../session/actions.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { ClocksPanel } from '../clocks/ClocksPanel.tsx';
import { UnopenedNote } from '../members/UnopenedNote.tsx';
import { DuePanel } from './DuePanel.tsx';
import { ReferencesPanel } from './ReferencesPanel.tsx';
import { MilestonesPanel } from './MilestonesPanel.tsx';
import styles from './overview.module.css';

const MOST_ENTRIES = 10;

export function OverviewScreen({ log }: ScreenProps): ReactNode {
  const failure = useFailureText();
  const t = useText();
  const overview = useQuery('overview', { log });
  const header = useQuery('incident', { log });
  const [isAmending, setAmending] = useState(false);
  useScreenCommands([{ id: 'overview.summary', label: 'overview.amendSummary', group: 'record', keys: ['m'], undo: 'entry', run: () => setAmending(true) }]);
  if (overview.state === 'failed') return <ErrorState title={t('overview.failed')} text={failure(overview.kind)} />;
  if (overview.state === 'loading' || header.state !== 'ready' || header.result === null) return <Skeleton lines={10} />;
  const view = overview.result;
  return (
    <div className={styles['page']}>
      <UnopenedNote log={log} />
      <div className={styles['grid']}>
        <div className={styles['situation']}>
          <Panel title={t('overview.situation')} aside={<span className="mono">{t('overview.asOf', { when: formatInstant(view.asOf, 'UTC', 'minute').slice(11), entry: view.entries })}</span>}>
            <p className={styles['summary']}>{view.summary ?? <span className={styles['noSummary']}>{t('overview.noSummary')}</span>}</p>
            <Button variant="link" keys="m" onPress={() => setAmending(true)}>{t(view.summary === null ? 'overview.writeSummary' : 'overview.amendSummary')}</Button>
            <Figures view={view} />
          </Panel>
        </div>
        <div className={styles['milestones']}><ClocksPanel log={log} /><MilestonesPanel log={log} milestones={view.milestones} /></div>
        <div className={styles['cell']}>
          <Panel title={t('overview.latest')} aside={<Button variant="link" onPress={() => showScreen('journal')}>{t('overview.openJournal')}</Button>}>
            {view.latest.length === 0 ? <p className={styles['quiet']}>{t('overview.noEntries')}</p> : <ul className={styles['rows']}>{view.latest.slice(0, MOST_ENTRIES).map((row) => <li key={row.stamp.entryId}><LatestLine row={row} /></li>)}</ul>}
          </Panel>
        </div>
        <div className={styles['cell']}><DuePanel view={view} /></div>
        <div className={styles['cell']}><ReferencesPanel log={log} incident={header.result.incident} /></div>
      </div>
      {isAmending ? <AmendDialog log={log} entity={header.result.incident} field="summary" onClose={() => setAmending(false)} /> : null}
    </div>
  );
}

function LatestLine({ row }: { readonly row: JournalRow }): ReactNode {
  const t = useText();
  const word = useWord();
  const { span } = useUnits();
  return (
    <div className={`${styles['row'] ?? ''} ${styles['entry'] ?? ''}`}>
      <span className="mono"><DateTime occurred={row.stamp.occurred} isShort /></span>
      <span className={styles['kind']}>{word('entryKind', row.stamp.kind)}</span>
      <LinkButton onPress={() => reveal('journal', row.subject)}>
        <span className={styles['entryText']} data-struck={row.struck ? '' : undefined}>
          {row.struck ? `${t('grid.retracted')}: ` : ''}{row.text}{' '}
          {row.stamp.latenessMs === null ? null : <Badge tone="late">{t('inspector.lateBy', { span: span(row.stamp.latenessMs) })}</Badge>}
        </span>
      </LinkButton>
    </div>
  );
}

function Figures({ view }: { readonly view: OverviewView }): ReactNode {
  const t = useText();
  const { span } = useUnits();
  const { evidence } = view;
  const custody = evidence.mismatched > 0 ? t('overview.evidenceMismatch', { count: evidence.mismatched }) : evidence.inTransit > 0 ? t('overview.evidenceTransit', { count: evidence.inTransit }) : t('overview.evidenceHeld');
  return (
    <div className={styles['figures']}>
      <Figure value={`${String(view.systems.isolated)} / ${String(view.systems.inScope)}`} label={t('overview.systems')} />
      <Figure value={String(view.accountsCompromised)} label={t('overview.accounts')} />
      <Figure value={view.detectedToContainedMs === null ? '–' : span(view.detectedToContainedMs)} label={t('overview.contained')} />
      <Figure value={String(evidence.items)} label={evidence.items === 0 ? t('overview.evidenceNone') : custody} isAlert={evidence.mismatched > 0} />
    </div>
  );
}

function Figure({ value, label, isAlert = false }: { readonly value: string; readonly label: string; readonly isAlert?: boolean }): ReactNode {
  return <div className={styles['figure']} data-alert={isAlert ? '' : undefined}><div className={styles['figureValue']}>{value}</div><div className={styles['figureLabel']}>{label}</div></div>;
}
