// Inspector of an evidence item: acquired, hashes, custody, and what can be done with it.
// Keys: R release or receive, V verify, X extract, L label, P preview, O other custody event.
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { LogId } from '#base';
import { isEntityOf, type CustodyView, type Entity } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { Menu } from '../../kit/Menu.tsx';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { useEngine } from '../../port/ports.tsx';
import type { InspectorProps } from '../../shell/screen.ts';
import { useDocuments } from '../reports/useDocuments.ts';
import { KeepingSections } from '../safekeeping/KeepingSections.tsx';
import { CustodyDialog, type CustodyType } from './CustodyDialog.tsx';
import { CustodyHistory } from './CustodyHistory.tsx';
import { Acquired, Hashes } from './EvidenceSections.tsx';
import { PreviewDialog } from './PreviewDialog.tsx';
import { sealQueueOf } from './sealQueue.ts';
import { toneOfCustody, useCustodyText } from './useCustodyText.ts';
import { useItemWork } from './useItemWork.ts';
import styles from './evidence.module.css';

interface ItemProps { readonly log: LogId; readonly item: Entity<'evidence'>; readonly custody: CustodyView }

export function EvidenceInspector({ log, entity }: InspectorProps): ReactNode {
  return (
    <EntityInspector
      log={log} entity={entity} ownFields={['collectedBy', 'witness', 'tool', 'sourceSystem', 'sourceWhere', 'storage', 'authority', 'evidenceKind', 'sealNumber', 'serial']}
      head={(detail) => (detail.custody === null ? null : <StateLine custody={detail.custody} />)}
      actions={(detail) => (isEntityOf(detail.entity, 'evidence') && detail.custody !== null ? <ItemActions log={log} item={detail.entity} custody={detail.custody} /> : null)}
    >
      {(detail) => (!isEntityOf(detail.entity, 'evidence') ? null : (
        <>
          <Acquired item={detail.entity} />
          <Hashes item={detail.entity} />
          <KeepingSections log={log} item={detail.entity} />
          {detail.custody === null ? null : <CustodyHistory log={log} item={detail.entity} custody={detail.custody} />}
        </>
      ))}
    </EntityInspector>
  );
}

function StateLine({ custody }: { readonly custody: CustodyView }): ReactNode {
  const t = useText();
  const custodyText = useCustodyText();
  return <p>{' '}<Badge tone={toneOfCustody(custody)}>{custodyText(custody)}</Badge>{` ${t('evidence.heldBy', { who: custody.custodian })}`}</p>;
}

type Open = { readonly type: 'custody'; readonly event: CustodyType | null } | { readonly type: 'preview' } | null;

function ItemActions({ log, item, custody }: ItemProps): ReactNode {
  const t = useText();
  const documents = useDocuments(log);
  const work = useItemWork(log, item);
  const [open, setOpen] = useState<Open>(null);
  const hasBytes = item.body.sealed !== undefined;
  const isPending = custody.pendingRelease !== null;
  const isOver = custody.state === 'disposed';
  const main: CustodyType = isPending ? 'receive' : 'release';
  const record = (event: CustodyType | null) => (): void => setOpen({ type: 'custody', event });
  const label = async (): Promise<void> => void (await documents.print('evidence-label', [item.id]));
  const form = async (): Promise<void> => void (await documents.savePdf('custody-form', `${t('evidence.formFile')} ${item.ref ?? ''}`, [item.id]));
  useScreenCommands([
    { id: 'evidence.release', label: isPending ? 'evidence.receive' : 'evidence.release', group: 'record', keys: ['r'], undo: 'none', when: () => !isOver, run: record(main) },
    { id: 'evidence.refuse', label: 'evidence.refuse', group: 'record', undo: 'none', when: () => isPending, run: record('refuse') },
    { id: 'evidence.store', label: 'evidence.store', group: 'record', undo: 'none', when: () => !isOver, run: record('store') },
    { id: 'evidence.custody', label: 'evidence.otherEvent', group: 'record', keys: ['o'], undo: 'none', run: record(null) },
    { id: 'evidence.verify', label: 'evidence.verify', group: 'screen', keys: ['v'], undo: 'none', when: () => hasBytes, run: work.verify },
    { id: 'evidence.extract', label: 'evidence.extract', group: 'screen', keys: ['x'], undo: 'none', when: () => hasBytes, run: work.extract },
    { id: 'evidence.preview', label: 'evidence.preview', group: 'screen', keys: ['p'], undo: 'none', when: () => hasBytes, run: () => setOpen({ type: 'preview' }) },
    { id: 'evidence.label', label: 'evidence.label', group: 'screen', keys: ['l'], undo: 'none', run: label },
    { id: 'evidence.form', label: 'evidence.form', group: 'screen', undo: 'none', run: form },
  ]);
  const runs: Readonly<Record<string, () => void | Promise<void>>> = { store: record('store'), refuse: record('refuse'), other: record(null), label, form, extract: work.extract };
  return (
    <>
      <WorkProgress item={item} />
      <Button variant={isPending ? 'primary' : 'plain'} keys="r" isDisabled={isOver} onPress={record(main)}>{t(isPending ? 'evidence.receive' : 'evidence.release')}</Button>
      <Button keys="v" isDisabled={!hasBytes} isBusy={work.busy === 'verify'} onPress={() => void work.verify()}>{t('evidence.verify')}</Button>
      <Button keys="p" isDisabled={!hasBytes} onPress={() => setOpen({ type: 'preview' })}>{t('evidence.preview')}</Button>
      <Menu
        label={t('evidence.itemMore')} onAction={(id) => void runs[id]?.()}
        actions={[
          { id: 'extract', label: t('evidence.extract'), keys: 'x', isDisabled: !hasBytes }, { id: 'label', label: t('evidence.label'), keys: 'l' }, { id: 'form', label: t('evidence.form') },
          { id: 'store', label: t('evidence.store'), isDisabled: isOver }, { id: 'refuse', label: t('evidence.refuse'), isDisabled: !isPending }, { id: 'other', label: t('evidence.otherEvent'), keys: 'o' },
        ]}
      >
        <Button>{t('evidence.itemMore')}</Button>
      </Menu>
      {open?.type === 'custody' ? <CustodyDialog log={log} item={item} custody={custody} type={open.event} onClose={() => setOpen(null)} /> : null}
      {open?.type === 'preview' ? <PreviewDialog log={log} item={item} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

/** Extraction and checking of this item, while they run. */
function WorkProgress({ item }: { readonly item: Entity<'evidence'> }): ReactNode {
  const t = useText();
  const { rate } = useUnits();
  const queue = sealQueueOf(useEngine());
  const progress = useStore(queue.store, (state) => state.progressByItem[item.id]);
  if (progress === undefined || progress.done >= progress.total || (progress.phase !== 'extracting' && progress.phase !== 'verifying')) return null;
  return <div className={styles['jobBar']}><ProgressBar label={t(progress.phase === 'extracting' ? 'evidence.extracting' : 'evidence.verifying')} fraction={progress.done / progress.total} detail={rate(progress.bytesPerSecond)} /></div>;
}
