// Before anything is copied: what it is, where it came from, who collected it. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { EntryId, LogId } from '#base';
import type { BodyOf, Envelope } from '#domain';
import { FieldList } from '../../inspector/fields/FieldList.tsx';
import { createFields, missingFields, type FieldValues } from '../../inspector/fields/values.ts';
import { useRecord } from '../../inspector/useRecord.ts';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { FormDialog } from '../../kit/Dialog.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useEngine } from '../../port/ports.tsx';
import { select } from '../../session/actions.ts';
import { useDraft } from '../../session/drafts.ts';
import { useSession } from '../../session/store.ts';
import { acquiredField, beginAdd, custodianField, envelopeOf, itemsToAdd, tagsField, type AddSource } from './addForm.ts';
import { sealQueueOf } from './sealQueue.ts';
import styles from './evidence.module.css';

export interface AddEvidenceDialogProps {
  readonly log: LogId;
  readonly source: AddSource;
  readonly resume: EntryId | null;
  /** What the items are known to be, and what they are linked with, when they are added from somewhere else. */
  readonly kind?: BodyOf<'evidence'>['evidenceKind'];
  readonly links?: Envelope['links'];
  readonly onClose: () => void;
}

export function AddEvidenceDialog({ log, source, resume, kind, links = [], onClose }: AddEvidenceDialogProps): ReactNode {
  const t = useText();
  const { bytes } = useUnits();
  const engine = useEngine();
  const recorder = useRecord(log);
  const operator = useSession((state) => state.report?.operator.name ?? '');
  const [beginning] = useState((): FieldValues => ({ ...beginAdd(source, operator), ...(kind === undefined ? {} : { evidenceKind: kind }) }));
  const key = `form evidence ${log}`;
  const draft = useDraft<FieldValues>(key, log, beginning, (kept) => mergeKept(kept, beginning));
  const [legacy, setLegacy] = useState<readonly ('sha1' | 'md5')[]>([]);
  const isMany = source.type === 'files' && source.grants.length > 1;
  const fields = [...createFields('evidence').filter((field) => !isMany || field.name !== 'name'), custodianField];
  const shown = [...fields, acquiredField, tagsField];
  const canSubmit = draft.isReady && missingFields(shown, draft.value).length === 0;
  const submit = async (): Promise<void> => {
    const items = itemsToAdd(source, fields, draft.value);
    const envelope = envelopeOf(draft.value);
    if (source.type === 'physical') {
      const [item] = items;
      const sealed = item === undefined ? null : await recorder.record({ kind: 'evidence', body: { ...item.body, ref: '' }, links: [...links], ...envelope }, key);
      if (sealed === null) return;
      select(sealed.entryId, 'evidence');
    } else {
      sealQueueOf(engine).add(items.flatMap((item) => (item.grant === null ? [] : [{ log, name: item.name, input: { log, grant: item.grant.grant, resume, legacyHashes: legacy, body: item.body, links: [...links], ...envelope } }])));
    }
    draft.discard();
    onClose();
  };
  const toggle = (algorithm: 'sha1' | 'md5') => (isOn: boolean): void => setLegacy((present) => (isOn ? [...present, algorithm] : present.filter((other) => other !== algorithm)));
  return (
    <FormDialog
      isOpen size="wide" title={t(resume !== null ? 'evidence.continueTitle' : source.type === 'physical' ? 'evidence.physicalTitle' : 'evidence.addTitle')} onClose={onClose} canSubmit={canSubmit} isBusy={recorder.isBusy} error={recorder.error}
      submitLabel={source.type === 'physical' ? t('inspector.record') : t('evidence.seal', { count: source.grants.length })} onSubmit={() => void submit()}
      aside={draft.isRestored ? <>{t('inspector.restored')}{' '}<Button variant="link" onPress={draft.discard}>{t('inspector.discard')}</Button></> : undefined}
    >
      {source.type === 'physical' ? null : (
        <ul className={styles['sources']} aria-label={t('evidence.files')}>
          {source.grants.map((grant) => <li key={grant.grant}><span className="mono">{grant.name}</span>{' '}<span className="muted">{bytes(grant.size)}</span></li>)}
        </ul>
      )}
      {draft.isReady ? <FieldList fields={shown} values={draft.value} onChange={draft.set} first={isMany ? 'sourceSystem' : 'name'} /> : <Skeleton lines={4} />}
      {source.type === 'physical' ? null : (
        <div role="group" aria-label={t('evidence.legacy')} className={styles['legacy']}>
          <span className="muted">{t('evidence.legacy')}</span>
          <Checkbox isSelected={legacy.includes('sha1')} onChange={toggle('sha1')}>{t('vocabulary.hashAlgorithm.sha1')}</Checkbox>
          <Checkbox isSelected={legacy.includes('md5')} onChange={toggle('md5')}>{t('vocabulary.hashAlgorithm.md5')}</Checkbox>
        </div>
      )}
    </FormDialog>
  );
}

/** What was typed earlier, but about the files chosen now: name and kind follow them. */
function mergeKept(kept: unknown, beginning: FieldValues): FieldValues | null {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return null;
  return { ...(kept as FieldValues), name: beginning['name'] ?? null, evidenceKind: beginning['evidenceKind'] ?? null };
}
