// Sections of the report: which the journal fills, which people write, which must not be empty. Keys: Tab to a section, Enter
// opens it; in the editor $mod Enter seals the text.
import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { Entity } from '#domain';
import type { ReportStatus } from '#ipc';
import { useRecord } from '../../inspector/useRecord.ts';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { TextArea } from '../../kit/TextArea.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { showScreen } from '../../session/actions.ts';
import { useDraft } from '../../session/drafts.ts';
import { screenOfSection, titleOfSection } from './sections.ts';
import styles from './reports.module.css';

type SectionStatus = ReportStatus['sections'][number];

export function WriteReport({ log, report }: { readonly log: LogId; readonly report: ReportStatus }): ReactNode {
  const t = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const section = report.sections.find((candidate) => candidate.section === chosen) ?? report.sections.find((candidate) => candidate.mandatory && !candidate.filled) ?? report.sections[0];
  const titleOf = (name: string): string => {
    const title = titleOfSection(name);
    return title === null ? name : t(title);
  };
  if (section === undefined) return null;
  return (
    <div className={styles['write']}>
      <nav className={styles['sections']} aria-label={t('reports.sections')}>
        <ul>
          {report.sections.map((item) => (
            <li key={item.section}>
              <button
                type="button" className={styles['section']} aria-current={item.section === section.section} data-filled={item.filled ? '' : undefined} data-missing={item.mandatory && !item.filled ? '' : undefined} onClick={() => setChosen(item.section)}
              >
                <span className={styles['sectionMark']} aria-hidden="true">{item.filled ? '✓' : item.mandatory ? '!' : '·'}</span>
                <span>{titleOf(item.section)}</span>
                <span className={styles['mandatory']}>{t(item.filled ? 'reports.filled' : item.mandatory ? 'reports.mandatoryEmpty' : 'reports.empty')}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles['editor']}>
        <h2 className={styles['editorTitle']}>{titleOf(section.section)}</h2>
        {screenOfSection[section.section] === undefined ? <NarrativeEditor key={section.section} log={log} section={section} title={titleOf(section.section)} /> : <FromJournal section={section} />}
      </div>
    </div>
  );
}

function FromJournal({ section }: { readonly section: SectionStatus }): ReactNode {
  const t = useText();
  return (
    <>
      <p>{t(section.filled ? 'reports.fromJournal' : 'reports.fromJournalEmpty')}</p>
      <div className={styles['buttons']}><Button onPress={() => showScreen(screenOfSection[section.section] ?? 'journal')}>{t('reports.openScreen')}</Button></div>
    </>
  );
}

interface NarrativeDraft { readonly text: string; readonly reason: string }

/** A text of the report: the first save creates it, each later one amends it with a reason. */
function NarrativeEditor({ log, section, title }: { readonly log: LogId; readonly section: SectionStatus; readonly title: string }): ReactNode {
  const t = useText();
  const recorder = useRecord(log);
  const { narrative } = section;
  const sealedText = narrative?.body.text ?? '';
  const initial = useMemo((): NarrativeDraft => ({ text: sealedText, reason: '' }), [sealedText]);
  const key = `form narrative ${section.section} ${log}`;
  const draft = useDraft<NarrativeDraft>(key, log, initial, readDraft);
  const { text, reason } = draft.value;
  const canSave = text.trim() !== '' && text !== sealedText;
  const save = async (): Promise<void> => {
    if (!canSave || recorder.isBusy) return;
    const sealed = await recorder.record(draftEntry(section.section, narrative, text, reason.trim() === '' ? t('reports.revised') : reason.trim()), key);
    if (sealed !== null) draft.discard();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void save();
  };
  return (
    <div className={styles['narrative']} onKeyDownCapture={onKeyDown}>
      <TextArea label={title} value={text} onChange={(next) => draft.set({ text: next, reason })} rows={14} help={t(hintOf(section.section))} maxLength={64_000} />
      {narrative === null ? null : <TextField label={t('reports.reason')} value={reason} onChange={(next) => draft.set({ text, reason: next })} placeholder={t('reports.revised')} maxLength={500} />}
      {recorder.error === null ? null : <p role="alert">{recorder.error}</p>}
      <div className={styles['buttons']}>
        <Button variant="primary" keys="$mod+Enter" isDisabled={!canSave} isBusy={recorder.isBusy} onPress={() => void save()}>{t(narrative === null ? 'reports.sealText' : 'reports.amendText')}</Button>
        {text === sealedText ? null : <Button variant="quiet" onPress={draft.discard}>{t('reports.dropChanges')}</Button>}
        {narrative === null ? null : <span className="muted">{t('reports.lastSealed', { who: narrative.changes.at(-1)?.stamp.author.name ?? narrative.stamp.author.name })}{' '}<Instant at={narrative.changes.at(-1)?.stamp.recorded.at ?? narrative.stamp.recorded.at} detail="minute" /></span>}
      </div>
    </div>
  );
}

function draftEntry(section: string, narrative: Entity<'narrative'> | null, text: string, reason: string) {
  if (narrative === null) return { kind: 'narrative' as const, occurred: null, body: { section, text } };
  return { kind: 'amend' as const, occurred: null, body: { target: narrative.id, field: 'text', from: JSON.stringify(narrative.body.text), value: JSON.stringify(text), reason } };
}

function hintOf(section: string): 'reports.hint.root-cause' | 'reports.hint.learnings' | 'reports.hint.prevention' | 'reports.hint.other' {
  return section === 'root-cause' || section === 'learnings' || section === 'prevention' ? `reports.hint.${section}` : 'reports.hint.other';
}

function readDraft(kept: unknown): NarrativeDraft | null {
  if (typeof kept !== 'object' || kept === null || !('text' in kept) || typeof kept.text !== 'string') return null;
  return { text: kept.text, reason: 'reason' in kept && typeof kept.reason === 'string' ? kept.reason : '' };
}
