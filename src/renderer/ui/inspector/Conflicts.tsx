// Fields that people changed without knowing of each other: the values side by side, and the choice between them. Keys: Tab to a value, Enter chooses it.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { Conflict, Entity } from '#domain';
import { useText } from '../i18n/intl.tsx';
import { useFailureText } from '../i18n/words.ts';
import { Button } from '../kit/Button.tsx';
import { Instant } from '../kit/DateTime.tsx';
import { SectionHeading } from '../kit/Panel.tsx';
import { showToast } from '../kit/toasts.ts';
import { useEngine } from '../port/ports.tsx';
import { fieldsByKind } from './fields/fieldsByKind.ts';
import { useAmendedText } from './useAmendedText.ts';
import styles from './inspector.module.css';

export function Conflicts({ log, entity }: { readonly log: LogId; readonly entity: Entity }): ReactNode {
  const t = useText();
  if (entity.conflicts.length === 0) return null;
  return (
    <section role="note" aria-label={t('inspector.conflicts')}>
      <SectionHeading>{t('inspector.conflicts')}</SectionHeading>
      {entity.conflicts.map((conflict) => <ConflictChoice key={conflict.field} log={log} entity={entity} conflict={conflict} />)}
    </section>
  );
}

function ConflictChoice({ log, entity, conflict }: { readonly log: LogId; readonly entity: Entity; readonly conflict: Conflict }): ReactNode {
  const t = useText();
  const failure = useFailureText();
  const engine = useEngine();
  const read = useAmendedText(entity.kind, conflict.field);
  const [busy, setBusy] = useState(false);
  const spec = fieldsByKind[entity.kind].find((candidate) => candidate.name === conflict.field);
  const field = spec === undefined ? conflict.field : t(spec.label);
  const choose = async (value: string | null, who: string): Promise<void> => {
    setBusy(true);
    const body = { target: entity.id, field: conflict.field, ...(value === null ? {} : { value }), reason: t('inspector.conflict.reason', { who }) };
    const answer = await engine.call('entry.record', { log, draft: { kind: 'amend', body, occurred: null } });
    setBusy(false);
    if (!answer.ok) showToast({ tone: 'danger', title: t('inspector.conflict.failed'), text: failure(answer.error.kind) });
  };
  return (
    <>
      <p className={styles['banner']}>{t('inspector.conflict', { field })}</p>
      <ul className={styles['history']}>
        {conflict.values.map(({ stamp, value, reason }) => (
          <li key={stamp.entryId} className={styles['change']} data-tone="warn">
            <div className={styles['changed']}>{read(value)}{stamp.entryId === conflict.counts ? ` · ${t('inspector.conflict.counts')}` : ''}</div>
            <div className={styles['linkName']}>{t('inspector.because', { reason })}</div>
            <div className={styles['changeWhen']}><Instant at={stamp.recorded.at} />{` · ${stamp.author.name}`}</div>
            <Button isDisabled={busy} onPress={() => void choose(value, stamp.author.name)}>{t('inspector.conflict.choose', { value: read(value) })}</Button>
          </li>
        ))}
      </ul>
    </>
  );
}
