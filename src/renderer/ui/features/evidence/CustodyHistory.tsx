// The custody events of an item, with gaps, and what others say of each: an event is never changed, only confirmed or disputed. Keys: those of buttons and a form dialog.
import { useState, type ReactNode } from 'react';
import type { EntityId, EntryId, LogId } from '#base';
import type { BodyOf, Change, CustodyView, Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { ReasonDialog } from '../../inspector/dialogs/ReasonDialog.tsx';
import inspector from '../../inspector/inspector.module.css';
import { Button } from '../../kit/Button.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { useQuery } from '../../port/useQuery.ts';
import styles from './evidence.module.css';

type CustodyChange = Extract<Change, { readonly type: 'custody' }>;
type Attestation = Extract<Change, { readonly type: 'attest' }>;
interface Asked { readonly target: EntryId; readonly number: number; readonly verdict: Attestation['verdict'] }
const all = {};

export function CustodyHistory({ log, item, custody }: { readonly log: LogId; readonly item: Entity<'evidence'>; readonly custody: CustodyView }): ReactNode {
  const t = useText();
  const items = useQuery('evidence', { log, filter: all });
  const [asked, setAsked] = useState<Asked | null>(null);
  const events = item.changes.filter((change): change is CustodyChange => change.type === 'custody');
  const refOf = (id: EntityId): string => (items.state === 'ready' ? (items.result.find(({ entity }) => entity.id === id)?.entity.ref ?? '') : '');
  return (
    <section>
      <SectionHeading>{t('evidence.custodyHeading')}</SectionHeading>
      <ol className={inspector['history']} aria-label={t('evidence.custodyHeading')}>
        <li className={inspector['change']}>
          <div>{t(item.body.sealed === undefined ? 'evidence.recordedBy' : 'evidence.sealedBy', { who: item.stamp.author.name })}</div>
          <div className={inspector['changeWhen']}><Instant at={item.stamp.recorded.at} /></div>
        </li>
        {events.map((event) => (
          <li key={event.stamp.entryId} className={inspector['change']} data-tone={toneOf(event.custody)}>
            <CustodyLine custody={event.custody} />
            <div className={inspector['changeWhen']}>
              <Instant at={event.stamp.occurred.at ?? event.stamp.recorded.at} />{` · ${t('evidence.signedBy', { who: event.stamp.author.name })}`}
              {event.paper === null ? null : ` · ${event.paper.photo === null ? t('evidence.fromPaper') : t('evidence.fromPaperPhoto', { photo: refOf(event.paper.photo) })}`}
            </div>
            <Attestations attestations={item.changes.filter((change): change is Attestation => change.type === 'attest' && change.target === event.stamp.entryId)} />
            <div className={styles['attest']}>
              {(['confirm', 'dispute'] as const).map((verdict) => (
                <Button key={verdict} variant="link" aria-label={t(verdict === 'confirm' ? 'evidence.confirmEntry' : 'evidence.disputeEntry', { number: event.stamp.number })} onPress={() => setAsked({ target: event.stamp.entryId, number: event.stamp.number, verdict })}>
                  {t(verdict === 'confirm' ? 'inspector.confirm' : 'inspector.dispute')}
                </Button>
              ))}
            </div>
          </li>
        ))}
        {custody.pendingRelease === null ? null : <li className={inspector['change']} data-tone="warn"><div>{t('evidence.awaited', { to: custody.pendingRelease.to })}</div></li>}
      </ol>
      {custody.gaps.map((gap, index) => <p key={`${String(index)} ${gap}`} className={styles['gap']}>{t('evidence.gap', { gap })}</p>)}
      {asked === null ? null : <AttestDialog log={log} asked={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

function AttestDialog({ log, asked, onClose }: { readonly log: LogId; readonly asked: Asked; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const isConfirm = asked.verdict === 'confirm';
  const ref = t('inspector.entryNumber', { number: asked.number });
  return (
    <ReasonDialog
      log={log} title={t(isConfirm ? 'inspector.confirmTitle' : 'inspector.disputeTitle', { ref })} explanation={t(isConfirm ? 'inspector.confirmText' : 'inspector.disputeText')} label={t('inspector.attestNote')}
      submitLabel={t(isConfirm ? 'inspector.confirm' : 'inspector.dispute')} isReasonRequired={!isConfirm} onClose={onClose}
      toDraft={(note) => ({ kind: 'attest', occurred: null, body: { target: asked.target, verdict: asked.verdict, ...(note === '' ? {} : { note }) } })}
    />
  );
}

function Attestations({ attestations }: { readonly attestations: readonly Attestation[] }): ReactNode {
  const t = useText();
  return attestations.map(({ stamp, verdict, note }) => (
    <div key={stamp.entryId} className={verdict === 'dispute' ? styles['gap'] : undefined}>
      {t(verdict === 'confirm' ? 'inspector.changeConfirmed' : 'inspector.changeDisputed')}{note === null ? '' : ` · ${note}`}
      <span className="muted">{` · ${stamp.author.name}, ${t('inspector.entryNumber', { number: stamp.number })}`}</span>
    </div>
  ));
}

function CustodyLine({ custody }: { readonly custody: BodyOf<'custody'> }): ReactNode {
  const t = useText();
  const word = useWord();
  const name = word('custodyType', custody.type);
  const line = custody.to === undefined ? t('evidence.eventBy', { event: name, by: custody.by }) : t('evidence.eventTo', { event: name, by: custody.by, to: custody.to });
  const details = [
    custody.organisation, custody.place, custody.purpose, custody.method === undefined ? undefined : word('custodyMethod', custody.method), custody.tracking,
    custody.sealNumber === undefined ? undefined : t('evidence.sealNo', { number: custody.sealNumber }), custody.condition,
    custody.hashCheck === undefined ? undefined : t(custody.hashCheck.result === 'match' ? 'evidence.checkMatch' : 'evidence.checkMismatch'), custody.note,
  ].filter((part) => part !== undefined && part !== '');
  return <div>{line}{details.length === 0 ? null : <span className="muted">{` · ${details.join(' · ')}`}</span>}</div>;
}

function toneOf(custody: BodyOf<'custody'>): string {
  if (custody.hashCheck?.result === 'mismatch' || ['dispute', 'lost', 'refuse'].includes(custody.type)) return 'danger';
  return custody.type === 'release' || custody.type === 'ship' ? 'plain' : 'ok';
}
