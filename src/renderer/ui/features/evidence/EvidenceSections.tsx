// Sections of the evidence inspector: acquired, hashes, custody history with gaps.
import type { ReactNode } from 'react';
import type { BodyOf, Change, CustodyView, Entity } from '#domain';
import { formatInstant, useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Facts } from '../../inspector/Facts.tsx';
import { Instant } from '../../kit/DateTime.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import inspector from '../../inspector/inspector.module.css';
import styles from './evidence.module.css';

export function Acquired({ item }: { readonly item: Entity<'evidence'> }): ReactNode {
  const t = useText();
  const word = useWord();
  const { body } = item;
  const sealed = body.sealed;
  const optional = (label: Parameters<typeof t>[0], value: string | undefined, isMono = false) => (value === undefined ? null : { label: t(label), value, isMono });
  return (
    <section>
      <SectionHeading>{t('evidence.acquiredHeading')}</SectionHeading>
      <Facts
        facts={[
          { label: t('evidence.kind'), value: word('evidenceKind', body.evidenceKind) },
          sealed === undefined ? null : { label: t('evidence.sealedAt'), value: rangeText(sealed.startedAt, sealed.endedAt), isMono: true },
          { label: t('evidence.byWhom'), value: body.witness === undefined ? body.collectedBy : t('evidence.witnessed', { by: body.collectedBy, witness: body.witness }) },
          optional('inspector.field.sourceSystem', body.sourceSystem, true), optional('inspector.field.sourceWhere', body.sourceWhere), optional('inspector.field.tool', body.tool), optional('inspector.field.collectAuthority', body.authority),
          optional('evidence.sourceName', body.sourceName, true), body.sourceModified === undefined ? null : { label: t('evidence.sourceModified'), value: formatInstant(body.sourceModified, 'UTC'), isMono: true },
          optional('inspector.field.storage', body.storage), optional('inspector.field.sealNumber', body.sealNumber, true), optional('inspector.field.serial', body.serial, true),
        ]}
      />
    </section>
  );
}

export function Hashes({ item }: { readonly item: Entity<'evidence'> }): ReactNode {
  const t = useText();
  const word = useWord();
  const { bytes } = useUnits();
  const sealed = item.body.sealed;
  if (sealed === undefined) return null;
  return (
    <section>
      <SectionHeading>{t('evidence.hashes')}</SectionHeading>
      {sealed.hashes.map((hash) => <p key={hash.algorithm} className={styles['hash']}><span className={styles['hashName']}>{`${word('hashAlgorithm', hash.algorithm)} `}</span>{(hash.hex.match(/.{1,8}/g) ?? []).join(' ')}</p>)}
      <p className="faint">{t('evidence.parts', { parts: sealed.parts.length, bytes: bytes(sealed.size), exact: sealed.size, when: formatInstant(sealed.readBackAt, 'UTC', 'minute').slice(11) })}</p>
    </section>
  );
}

export function CustodyHistory({ item, custody }: { readonly item: Entity<'evidence'>; readonly custody: CustodyView }): ReactNode {
  const t = useText();
  const events = item.changes.filter((change): change is Extract<Change, { type: 'custody' }> => change.type === 'custody');
  return (
    <section>
      <SectionHeading>{t('evidence.custodyHeading')}</SectionHeading>
      <ol className={inspector['history']}>
        <li className={inspector['change']}>
          <div>{t(item.body.sealed === undefined ? 'evidence.recordedBy' : 'evidence.sealedBy', { who: item.stamp.author.name })}</div>
          <div className={inspector['changeWhen']}><Instant at={item.stamp.recorded.at} /></div>
        </li>
        {events.map((event) => (
          <li key={event.stamp.entryId} className={inspector['change']} data-tone={toneOf(event.custody)}>
            <CustodyLine custody={event.custody} />
            <div className={inspector['changeWhen']}><Instant at={event.stamp.occurred.at ?? event.stamp.recorded.at} />{` · ${t('evidence.signedBy', { who: event.stamp.author.name })}`}</div>
          </li>
        ))}
        {custody.pendingRelease === null ? null : <li className={inspector['change']} data-tone="warn"><div>{t('evidence.awaited', { to: custody.pendingRelease.to })}</div></li>}
      </ol>
      {custody.gaps.map((gap, index) => <p key={`${String(index)} ${gap}`} className={styles['gap']}>{t('evidence.gap', { gap })}</p>)}
    </section>
  );
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

/** `2026-11-21 13:02:10Z – 13:11:40Z`, or one instant when both fall into the same second. */
function rangeText(from: number, to: number): string {
  const [begin, end] = [formatInstant(from, 'UTC'), formatInstant(to, 'UTC')];
  if (begin === end) return begin;
  return `${begin} – ${begin.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end}`;
}
