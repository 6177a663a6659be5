// Sections of the evidence inspector: acquired and hashes.
import type { ReactNode } from 'react';
import type { Entity } from '#domain';
import { formatInstant, useUnits } from '../../i18n/format.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Facts } from '../../inspector/Facts.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
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

/** `2026-11-21 13:02:10Z – 13:11:40Z`, or one instant when both fall into the same second. */
function rangeText(from: number, to: number): string {
  const [begin, end] = [formatInstant(from, 'UTC'), formatInstant(to, 'UTC')];
  if (begin === end) return begin;
  return `${begin} – ${begin.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end}`;
}
