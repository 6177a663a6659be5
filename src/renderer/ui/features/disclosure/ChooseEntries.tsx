// The entries of the journal with a box each, narrowed by a filter; the fields of one entry open below it. Keys: Tab and Space; those of the boxes.
import { useState, type ReactNode } from 'react';
import type { EntryId, LogId } from '#base';
import type { JournalRow } from '#domain';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { useListFilter } from '../../grid/useListFilter.ts';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { SegmentedControl } from '../../kit/SegmentedControl.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { changeDraft, toggleEntry, type DisclosureDraft } from './choice.ts';
import { EntryFields } from './EntryFields.tsx';
import styles from './disclosure.module.css';

const PAGE = 100;

export function ChooseEntries({ log, draft }: { readonly log: LogId; readonly draft: DisclosureDraft }): ReactNode {
  const t = useText();
  const filter = useListFilter('disclosure');
  const [limit, setLimit] = useState(PAGE);
  const [opened, setOpened] = useState<EntryId | null>(null);
  const query = useQuery('journal', { log, filter: filter.filter, order: 'number', descending: false, offset: 0, limit });
  const page = query.state === 'ready' ? query.result : null;
  const rows = page?.rows ?? [];
  const total = page?.total ?? 0;
  const setShown = (isChosen: boolean): void => {
    const entries = new Set(draft.entries);
    for (const row of rows) {
      if (isChosen) entries.add(row.stamp.entryId);
      else entries.delete(row.stamp.entryId);
    }
    changeDraft(log, { entries });
  };
  return (
    <div className={styles['choose']}>
      <div className={styles['bar']}>
        <SegmentedControl
          label={t('disclosure.which')} value={draft.isAll ? 'all' : 'chosen'} onChange={(value) => changeDraft(log, { isAll: value === 'all' })}
          choices={[{ value: 'all', label: t('disclosure.all') }, { value: 'chosen', label: t('disclosure.chosen', { count: draft.entries.size }) }]}
        />
        <div className={styles['filter']} role="search"><TextField label={t('disclosure.filter')} isLabelHidden isMono value={filter.line} onChange={filter.setLine} placeholder={t('journal.placeholder')} spellCheck="false" /></div>
        {draft.isAll ? null : (
          <>
            <Button variant="quiet" onPress={() => setShown(true)}>{t('disclosure.takeShown', { count: rows.length })}</Button>
            <Button variant="quiet" onPress={() => setShown(false)}>{t('disclosure.dropShown')}</Button>
          </>
        )}
      </div>
      <ul className={styles['rows']} aria-label={t('disclosure.entries')}>
        {rows.map((row) => <EntryRow key={row.stamp.entryId} log={log} row={row} draft={draft} isOpen={opened === row.stamp.entryId} onToggleFields={() => setOpened(opened === row.stamp.entryId ? null : row.stamp.entryId)} />)}
        {rows.length === 0 && page !== null ? <li className="muted">{t('disclosure.noEntries')}</li> : null}
      </ul>
      {total > rows.length ? <Button variant="quiet" onPress={() => setLimit(limit + 5 * PAGE)}>{t('disclosure.more', { count: total - rows.length })}</Button> : null}
    </div>
  );
}

interface EntryRowProps { readonly log: LogId; readonly row: JournalRow; readonly draft: DisclosureDraft; readonly isOpen: boolean; readonly onToggleFields: () => void }

function EntryRow({ log, row, draft, isOpen, onToggleFields }: EntryRowProps): ReactNode {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  const { entryId, number, kind } = row.stamp;
  const isShown = draft.isAll || draft.entries.has(entryId);
  const withheld = draft.withheld.get(entryId)?.length ?? 0;
  const what = `${word('entryKind', kind)}${row.ref === null ? '' : ` ${row.ref}`}`;
  return (
    <li className={styles['row']} data-shown={isShown ? '' : undefined}>
      <Checkbox isSelected={isShown} isDisabled={draft.isAll} onChange={() => toggleEntry(draft, log, entryId)} aria-label={t('disclosure.showEntry', { number })}>
        <span className={styles['line']}>
          <span className={styles['number']}>{number}</span>
          <span className={styles['time']}>{time.instant(row.stamp.recorded.at)}</span>
          <span className={styles['kind']}>{what}</span>
          <span className={styles['text']}>{row.text}</span>
        </span>
      </Checkbox>
      <Button variant="quiet" isDisabled={!isShown} aria-expanded={isOpen} aria-label={t('disclosure.fieldsOf', { number })} onPress={onToggleFields}>{withheld === 0 ? t('disclosure.fields') : t('disclosure.fieldsWithheld', { count: withheld })}</Button>
      {isOpen && isShown ? <EntryFields log={log} row={row} draft={draft} /> : null}
    </li>
  );
}
