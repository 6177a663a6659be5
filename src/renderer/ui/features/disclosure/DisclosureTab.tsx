// A package for somebody who holds no key: which entries, what of them stays withheld, for whom, what it comes to, and what to hand over.
// Keys: Ctrl Enter saves; those of the boxes and fields.
import { useState, type ReactNode } from 'react';
import type { EntryId, LogId } from '#base';
import type { DisclosurePreview } from '#ipc';
import { queryOnce } from '../../grid/queryOnce.ts';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { Panel } from '../../kit/Panel.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { useEngine, usePorts } from '../../port/ports.tsx';
import { useCall } from '../../port/useCall.ts';
import { useQuery } from '../../port/useQuery.ts';
import { useOutlets } from '../integrity/useOutlets.ts';
import { ChooseEntries } from './ChooseEntries.tsx';
import { changeDraft, toChoice, useDisclosureDraft, withholdEntry, type DisclosureDraft } from './choice.ts';
import { useDisclosurePreview, type Preview, type WrittenPackage } from './useDisclosure.ts';
import styles from './disclosure.module.css';

const STATEMENT_LENGTH = 4_000;
const ALL_ROWS = 10_000_000;

export function DisclosureTab({ log }: { readonly log: LogId }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const outlets = useOutlets();
  const draft = useDisclosureDraft(log);
  const header = useQuery('incident', { log });
  const preview = useDisclosurePreview(log, draft, header.state === 'ready' ? (header.result?.entries ?? 0) : 0);
  const [written, setWritten] = useState<WrittenPackage | null>(null);
  const { run, busy, error } = useCall(() => engine.call('disclosure.make', { log, choice: toChoice(draft) }));
  const isReady = preview.state === 'counted' && preview.preview.entries > 0 && preview.preview.cannotRedact.length === 0 && draft.statement.length <= STATEMENT_LENGTH;
  const save = async (): Promise<void> => {
    const made = await run(undefined);
    if (made?.ok !== true) return;
    const path = await outlets.save(made.value);
    if (path !== null) setWritten({ path, fileName: made.value.fileName, sha256: made.value.sha256, preview: made.value.preview });
  };
  useScreenCommands([{ id: 'disclosure.save', label: 'disclosure.save', group: 'screen', keys: ['$mod+Enter'], keysIn: 'everywhere', undo: 'none', when: () => isReady && !busy, run: save }]);
  return (
    <>
      <p className={styles['lead']}>{t('disclosure.lead')}</p>
      <Panel title={t('disclosure.entries')}><ChooseEntries log={log} draft={draft} /></Panel>
      <Panel title={t('disclosure.forWhom')}>
        <div className={styles['parts']}>
          <Checkbox isSelected={draft.withholdNames} onChange={(withholdNames) => changeDraft(log, { withholdNames })} help={t('disclosure.namesHelp')}>{t('disclosure.names')}</Checkbox>
          <TextArea
            label={t('disclosure.statement')} value={draft.statement} onChange={(statement) => changeDraft(log, { statement })} rows={3} help={t('disclosure.statementHelp')}
            error={draft.statement.length > STATEMENT_LENGTH ? t('disclosure.statementLong', { count: STATEMENT_LENGTH }) : null}
          />
        </div>
      </Panel>
      <Panel title={t('disclosure.comesTo')}>
        <div className={styles['parts']}>
          <Counts preview={preview} />
          {preview.state === 'counted' && preview.preview.evidenceKeys > 0 ? <p>{t('disclosure.evidenceKeys', { count: preview.preview.evidenceKeys })}</p> : null}
          {preview.state === 'counted' && preview.preview.cannotRedact.length > 0 ? <CannotRedact log={log} draft={draft} refused={preview.preview.cannotRedact} /> : null}
          <div className={styles['bar']}>
            <Button variant="primary" keys="$mod+Enter" isBusy={busy} isDisabled={!isReady} onPress={() => void save()}>{t('disclosure.save')}</Button>
            {error === null ? null : <p role="alert">{failure(error.kind)}</p>}
          </div>
          {written === null ? null : <Written written={written} />}
        </div>
      </Panel>
    </>
  );
}

function Counts({ preview }: { readonly preview: Preview }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  if (preview.state === 'failed') return <p role="alert">{failure(preview.kind)}</p>;
  if (preview.state === 'counting') return <p className="muted">{t('disclosure.counting')}</p>;
  const { entries, leaves, shown, redacted, frames } = preview.preview;
  const figures = [['entries', entries], ['redacted', redacted], ['sealed', leaves - shown], ['frames', frames]] as const;
  return (
    <ul className={styles['counts']} aria-label={t('disclosure.comesTo')} aria-live="polite">
      {figures.map(([name, value]) => <li key={name}><b>{value}</b>{' '}<span>{t(`disclosure.count.${name}`, { count: value })}</span></li>)}
    </ul>
  );
}

// Entries of older builds, imports and entries too large to be cut stand in one leaf: all of it is shown, or nothing.
function CannotRedact({ log, draft, refused }: { readonly log: LogId; readonly draft: DisclosureDraft; readonly refused: DisclosurePreview['cannotRedact'] }): ReactNode {
  const t = useText();
  const { queries } = usePorts();
  const page = useQuery('journal', { log, filter: {}, order: 'number', descending: false, offset: 0, limit: ALL_ROWS });
  const numbers = new Map((page.state === 'ready' ? page.result.rows : []).map((row) => [row.stamp.entryId as string, row.stamp.number]));
  const entries = [...new Set(refused.map((each) => each.entry))];
  const withhold = async (chosen: readonly EntryId[]): Promise<void> => {
    const all = await queryOnce(queries, 'journal', { log, filter: {}, order: 'number', descending: false, offset: 0, limit: ALL_ROWS });
    let now = draft;
    for (const entry of chosen) {
      withholdEntry(now, log, entry, (all?.rows ?? []).map((row) => row.stamp.entryId));
      now = { ...now, isAll: false, entries: new Set([...(now.isAll ? (all?.rows ?? []).map((row) => row.stamp.entryId) : now.entries)].filter((each) => each !== entry)) };
    }
  };
  return (
    <div role="alert" className={styles['refused']}>
      <p>{t('disclosure.cannotRedact', { count: entries.length, entries: entries.slice(0, 8).map((entry) => numbers.get(entry) ?? '?').join(', ') })}</p>
      <p className="muted">{t('disclosure.cannotRedactWhy')}</p>
      <Button onPress={() => void withhold(entries)}>{t('disclosure.withholdWhole', { count: entries.length })}</Button>
    </div>
  );
}

function Written({ written }: { readonly written: WrittenPackage }): ReactNode {
  const t = useText();
  return (
    <div role="status" className={styles['written']}>
      <p className={styles['writtenTitle']}>{t('disclosure.written', { path: written.path })}</p>
      <p>{t('disclosure.handOver')}</p>
      <code data-selectable="">{`holdfast verify ${written.fileName}`}</code>
      <p>{t('disclosure.alsoPython')}</p>
      <p>{t('disclosure.hash')}</p>
      <code data-selectable="">{written.sha256}</code>
      <p className="muted">{t('disclosure.cannot')}</p>
    </div>
  );
}
