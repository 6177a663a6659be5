// What stands open about one item, its seal and hold, and how it was acquired and examined: sections of its inspector.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { Concern, Entity, ItemKeeping } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { select } from '../../session/actions.ts';
import { useSession } from '../../session/store.ts';
import styles from './safekeeping.module.css';

type Open = 'acquisition' | 'examination' | 'legal-hold';
const titles = { acquisition: 'safekeeping.acquisitionTitle', examination: 'safekeeping.examinationTitle', 'legal-hold': 'safekeeping.orderTitle' } as const;

/** How one item is kept; null until the answer is there. */
export function useKeeping(log: LogId, item: Entity<'evidence'>): ItemKeeping | null {
  const query = useQuery('safekeeping', { log });
  return query.state === 'ready' ? (query.result.items.find((kept) => kept.item === item.id) ?? null) : null;
}

export function KeepingSections({ log, item }: { readonly log: LogId; readonly item: Entity<'evidence'> }): ReactNode {
  const t = useText();
  const word = useWord();
  const operator = useSession((state) => state.report?.operator.name ?? '');
  const keeping = useKeeping(log, item);
  const [open, setOpen] = useState<Open | null>(null);
  useScreenCommands([
    { id: 'evidence.acquisition', label: 'safekeeping.command.acquisition', group: 'record', undo: 'entry', run: () => setOpen('acquisition') },
    { id: 'evidence.examination', label: 'safekeeping.command.examination', group: 'record', undo: 'entry', run: () => setOpen('examination') },
    { id: 'evidence.hold', label: 'safekeeping.command.hold', group: 'record', undo: 'entry', run: () => setOpen('legal-hold') },
  ]);
  return (
    <section>
      <SectionHeading>{t('safekeeping.heading')}</SectionHeading>
      {keeping === null ? null : (
        <>
          <p className={styles['badges']}>
            <Badge tone={keeping.seal.state === 'broken' ? 'danger' : keeping.seal.state === 'intact' ? 'ok' : 'neutral'}>{t(`safekeeping.seal.${keeping.seal.state}`, { number: keeping.seal.number ?? '' })}</Badge>
            {keeping.hold === null ? null : <Badge tone="warn">{t('safekeeping.onHold', { ref: keeping.hold.ref ?? '' })}</Badge>}
          </p>
          {keeping.concerns.map((concern) => <ConcernLine key={`${concern.entry} ${concern.concern}`} concern={concern} />)}
          <ul className={styles['work']}>
            {[...keeping.acquisitions, ...keeping.examinations].map((work) => (
              <li key={work.id}><Button variant="link" onPress={() => select(work.id)}>{work.kind === 'acquisition' ? t('safekeeping.acquiredLine', { tool: work.body.tool, check: word('acquisitionCheck', (work as Entity<'acquisition'>).body.check) }) : t('safekeeping.examinedLine', { tool: work.body.tool })}</Button></li>
            ))}
          </ul>
        </>
      )}
      <p className={styles['buttons']}>
        <Button onPress={() => setOpen('acquisition')}>{t('safekeeping.addAcquisition')}</Button>
        <Button onPress={() => setOpen('examination')}>{t('safekeeping.addExamination')}</Button>
        <Button isDisabled={keeping?.hold !== null} onPress={() => setOpen('legal-hold')}>{t('safekeeping.addHold')}</Button>
      </p>
      {open === null ? null : (
        <EntityDialog
          log={log} kind={open} title={titles[open]} onClose={() => setOpen(null)} fixed={open === 'legal-hold' ? { items: [item.id] } : { item: item.id }}
          preset={open === 'acquisition' ? { operator } : open === 'legal-hold' ? { orderedBy: operator } : {}}
        />
      )}
    </section>
  );
}

function ConcernLine({ concern }: { readonly concern: Concern }): ReactNode {
  const t = useText();
  return <p className={styles['concern']}>{t(`safekeeping.concern.${concern.concern}`, { number: concern.number, detail: concern.detail })}</p>;
}
