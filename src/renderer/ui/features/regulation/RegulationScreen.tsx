// Regulators: the regimes with what was decided, owed and sent; packs of rules; calendars. Keys: those of a grid; Enter shows one,
// A answers the question of a regime, S records a submission, N takes a pack in, I reads one from a file, C adds a calendar, Ctrl P prints.
import { useMemo, useState, type ReactNode } from 'react';
import { clockAt, type RegimeRow } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { SegmentedControl } from '../../kit/SegmentedControl.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { useSecond } from '../clocks/useClocks.ts';
import { CalendarsGrid, PacksGrid, RegimesGrid } from './grids.tsx';
import type { RegulationDialog } from './dialogs.ts';
import { OpenDialog } from './OpenDialog.tsx';
import styles from './regulation.module.css';
import { useRegulationPrint } from './useRegulationPrint.ts';
import { compareRegimes } from './useRegimeWords.ts';

const views = ['regimes', 'packs', 'calendars'] as const;
type View = (typeof views)[number];

export function RegulationScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('regulation', { log });
  const header = useQuery('incident', { log });
  const now = useSecond();
  const [wanted, setWanted] = useState<View | null>(null);
  const [selected, setSelected] = useState<Readonly<Partial<Record<View, string>>>>({});
  const [open, setOpen] = useState<RegulationDialog | null>(null);
  const result = query.state === 'ready' ? query.result : null;
  const regimes = useMemo((): readonly RegimeRow[] => (result?.regimes ?? []).map((row) => ({ ...row, clocks: row.clocks.map((clock) => clockAt(clock, now)) })).toSorted(compareRegimes), [result, now]);
  const zone = header.state === 'ready' && header.result !== null ? header.result.incident.body.zone : 'UTC';
  const print = useRegulationPrint(regimes, zone, header.state === 'ready' && header.result !== null ? header.result.incident.body.ref : '');
  const view: View = wanted ?? (regimes.length === 0 ? 'packs' : 'regimes');
  const pick = (id: string): void => setSelected((present) => ({ ...present, [view]: id }));
  const regime = view === 'regimes' ? regimes.find((row) => row.regime.id === selected.regimes) : undefined;
  const pack = view === 'packs' ? result?.packs.find(({ id }) => id === selected.packs) : undefined;
  const answer = (): void => { if (regime !== undefined) setOpen({ type: 'answer', regime: regime.regime.id }); };
  const send = (): void => { if (regime !== undefined) setOpen({ type: 'submission', regime: regime.regime.id }); };
  const take = (): void => { if (pack === undefined) setWanted('packs'); else setOpen({ type: 'pack', pack: pack.id }); };
  useScreenCommands([
    { id: 'regulation.answer', label: 'regulation.command.answer', group: 'record', keys: ['a'], undo: 'entry', when: () => regime !== undefined, run: answer },
    { id: 'regulation.submission', label: 'regulation.command.submission', group: 'record', keys: ['s'], undo: 'entry', when: () => regime !== undefined, run: send },
    { id: 'regulation.take', label: 'regulation.command.take', group: 'record', keys: ['n'], undo: 'entry', run: take },
    { id: 'regulation.import', label: 'regulation.command.import', group: 'record', keys: ['i'], undo: 'entry', run: () => setOpen({ type: 'import' }) },
    { id: 'regulation.calendar', label: 'regulation.command.calendar', group: 'record', keys: ['c'], undo: 'entry', run: () => setOpen({ type: 'calendar' }) },
    { id: 'list.print', label: 'regulation.command.print', group: 'screen', keys: ['$mod+p'], undo: 'none', when: () => regimes.length > 0, run: () => void print.regimes() },
  ]);
  if (query.state === 'failed') return <ErrorState title={t('grid.loadFailed')} text={failure(query.kind)} />;
  if (result === null) return <Skeleton />;
  return (
    <div className={styles['screen']}>
      <div className={styles['bar']}>
        <SegmentedControl label={t('regulation.view')} value={view} onChange={setWanted} choices={views.map((value) => ({ value, label: t(`regulation.view.${value}`) }))} />
        <span className={styles['space']} />
        {view === 'regimes' ? (
          <>
            <Button keys="$mod+p" isDisabled={regimes.length === 0} onPress={() => void print.regimes()}>{t('regulation.print')}</Button>
            <Button keys="s" isDisabled={regime === undefined} onPress={send}>{t('regulation.submit')}</Button>
            <Button variant="primary" keys="a" isDisabled={regime === undefined} onPress={answer}>{t('regulation.answer')}</Button>
          </>
        ) : null}
        {view === 'packs' ? (
          <>
            <Button keys="i" onPress={() => setOpen({ type: 'import' })}>{t('regulation.import')}</Button>
            <Button variant="primary" keys="n" isDisabled={pack === undefined} onPress={take}>{t('regulation.take')}</Button>
          </>
        ) : null}
        {view === 'calendars' ? <Button variant="primary" keys="c" onPress={() => setOpen({ type: 'calendar' })}>{t('regulation.calendarAdd')}</Button> : null}
      </div>
      {view === 'regimes' ? <RegimesGrid rows={regimes} now={now} selected={selected.regimes ?? null} onSelect={pick} onOpen={(id) => setOpen({ type: 'regime', regime: id })} onCopy={print.copy} onTake={() => setWanted('packs')} /> : null}
      {view === 'packs' ? <PacksGrid rows={result.packs} now={now} selected={selected.packs ?? null} onSelect={pick} onOpen={(id) => setOpen({ type: 'pack', pack: id })} onCopy={print.copy} /> : null}
      {view === 'calendars' ? <CalendarsGrid rows={result.calendars} now={now} selected={selected.calendars ?? null} onSelect={pick} onOpen={(id) => setOpen({ type: 'calendar', from: id })} onCopy={print.copy} onAdd={() => setOpen({ type: 'calendar' })} /> : null}
      {open === null ? null : <OpenDialog log={log} open={open} onOpen={setOpen} regimes={regimes} packs={result.packs} calendars={result.calendars} zone={zone} now={now} />}
    </div>
  );
}
