// One message: where it stands, what is still empty, what was sent. Keys: A approves, W asks for a review, R records that it went out, X writes a correction, E saves the .eml file, P prints.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { BodyOf, MessageStanding } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useTimeText } from '../../grid/useTimeText.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { LinkButton } from '../../inspector/LinkButton.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { reveal, select } from '../../session/actions.ts';
import type { InspectorProps } from '../../shell/screen.ts';
import { useDocuments } from '../reports/useDocuments.ts';
import { ComposeDialog } from './ComposeDialog.tsx';
import { correctionOf } from './compose.ts';
import styles from './messages.module.css';
import { SendDialog } from './SendDialog.tsx';
import { SignOffDialog } from './SignOffDialog.tsx';
import { stageTones, useMessageExport, useMessages } from './useMessages.ts';

type Open = BodyOf<'sign-off'>['verdict'] | 'send' | 'correct' | null;

export function MessageInspector({ log, entity }: InspectorProps): ReactNode {
  const standing = useMessages(log)?.find(({ message }) => message.id === entity);
  return (
    <EntityInspector log={log} entity={entity} actions={() => (standing === undefined ? null : <Actions log={log} standing={standing} />)}>
      {() => (standing === undefined ? null : <Standing standing={standing} />)}
    </EntityInspector>
  );
}

function Actions({ log, standing }: { readonly log: LogId; readonly standing: MessageStanding }): ReactNode {
  const t = useText();
  const documents = useDocuments(log);
  const save = useMessageExport(log);
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const isOut = standing.sendings.length > 0;
  const { id } = standing.message;
  useScreenCommands([
    { id: 'message.approve', label: 'messages.approve', group: 'record', keys: ['a'], undo: 'entry', when: () => !isOut, run: () => setOpen('approved') },
    { id: 'message.review', label: 'messages.askReview', group: 'record', keys: ['w'], undo: 'entry', when: () => !isOut, run: () => setOpen('review-asked') },
    { id: 'message.return', label: 'messages.return', group: 'record', undo: 'entry', when: () => !isOut, run: () => setOpen('returned') },
    { id: 'message.send', label: 'messages.send', group: 'record', keys: ['r'], undo: 'entry', run: () => setOpen('send') },
    { id: 'message.correct', label: 'messages.correct', group: 'record', keys: ['x'], undo: 'entry', run: () => setOpen('correct') },
    { id: 'message.save', label: 'messages.save', group: 'screen', keys: ['e'], undo: 'none', run: () => save(id) },
    { id: 'message.print', label: 'messages.print', group: 'screen', keys: ['p'], undo: 'none', run: async () => void (await documents.print('message', [id])) },
  ]);
  return (
    <>
      {isOut ? null : <Button keys="a" onPress={() => setOpen('approved')}>{t('messages.approve')}</Button>}
      {isOut || standing.stage === 'in-review' ? null : <Button keys="w" onPress={() => setOpen('review-asked')}>{t('messages.askReview')}</Button>}
      {!isOut && standing.stage === 'in-review' ? <Button onPress={() => setOpen('returned')}>{t('messages.return')}</Button> : null}
      <Button keys="r" onPress={() => setOpen('send')}>{t('messages.send')}</Button>
      {isOut ? <Button keys="x" onPress={() => setOpen('correct')}>{t('messages.correct')}</Button> : null}
      <Button keys="e" onPress={() => void save(id)}>{t('messages.save')}</Button>
      <Button keys="p" onPress={() => void documents.print('message', [id])}>{t('messages.print')}</Button>
      {open === 'approved' || open === 'returned' || open === 'review-asked' ? <SignOffDialog log={log} standing={standing} verdict={open} onClose={close} /> : null}
      {open === 'send' ? <SendDialog log={log} standing={standing} onClose={close} /> : null}
      {open === 'correct' ? <ComposeDialog log={log} start={correctionOf(standing)} onClose={close} /> : null}
    </>
  );
}

function Standing({ standing }: { readonly standing: MessageStanding }): ReactNode {
  const t = useText();
  const word = useWord();
  const time = useTimeText();
  const { stage, empty, approval, flaw, sendings, correctedBy, message, unapproved, update } = standing;
  const previous = update?.previous ?? null;
  return (
    <section>
      <SectionHeading>{t('messages.standing')}</SectionHeading>
      <div className={styles['standing']}>
        <span><Badge tone={stageTones[stage]}>{word('messageStage', stage)}</Badge>{unapproved ? <>{' '}<Badge tone="warn">{t('messages.unapproved')}</Badge></> : null}{correctedBy.length > 0 ? <>{' '}<Badge tone="warn">{t('messages.corrected')}</Badge></> : null}</span>
        {update === null ? null : <span>{t('messages.updateNumber', { number: update.number })}{previous === null ? null : <>{' '}<LinkButton onPress={() => select(previous)}>{t('messages.showPrevious', { number: update.number - 1 })}</LinkButton></>}</span>}
        {empty.length === 0 ? null : <span>{t('messages.stillEmpty', { blocks: empty.map((block) => t(`messages.block.${block}`)).join(', ') })}</span>}
        {approval === null ? null : <span>{t('messages.approvedAt', { by: approval.by, at: time.instant(approval.at) })}</span>}
        {flaw === null ? null : <span role="note">{t(`messages.flaw.${flaw}`)}</span>}
        {sendings.map((sending) => (
          <span key={sending.id}>
            <LinkButton onPress={() => reveal('communications', sending.id)}>{time.occurred(sending.stamp.occurred)}</LinkButton>
            {` ${[sending.body.transport === undefined ? undefined : word('transport', sending.body.transport), sending.body.counterpart, sending.body.outcome === undefined ? undefined : word('callOutcome', sending.body.outcome), sending.body.proof].filter(Boolean).join(' · ')}`}
          </span>
        ))}
        {message.body.corrects === undefined ? null : <span>{t('messages.correctsText')}{' '}<LinkButton onPress={() => select(message.body.corrects ?? null)}>{t('messages.showCorrected')}</LinkButton></span>}
        {correctedBy.map((id) => <span key={id}>{t('messages.correctedText')}{' '}<LinkButton onPress={() => select(id)}>{t('messages.showCorrection')}</LinkButton></span>)}
      </div>
    </section>
  );
}
