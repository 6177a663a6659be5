// Says on every screen that a rule asks to declare the incident, and records the milestone that quotes it. Nothing is declared by itself. Pattern: region with a button.
import { useMemo, useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import type { DeclarationAdvice } from '#domain';
import type { Command } from '../../commands/command.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { Button } from '../../kit/Button.tsx';
import { useQuery } from '../../port/useQuery.ts';
import styles from './assessments.module.css';

export function DeclarationBanner({ log }: { readonly log: LogId }): ReactNode {
  const query = useQuery('declaration', { log });
  return query.state === 'ready' && query.result !== null ? <Advice log={log} advice={query.result} /> : null;
}

function Advice({ log, advice }: { readonly log: LogId; readonly advice: DeclarationAdvice }): ReactNode {
  const t = useText();
  const word = useWord();
  const [isDeclaring, setDeclaring] = useState(false);
  useCommands(useMemo((): readonly Command[] => [{ id: 'incident.declare', label: 'rules.declareCommand', group: 'record', undo: 'entry', run: () => setDeclaring(true) }], []));
  const { rule, because, assessment } = advice;
  const why = t(`rules.because.${because}`, { severity: word('severity', assessment.severity) });
  const said = rule === null ? t('rules.bannerDefault') : rule.customer === null ? t('rules.bannerAll', { reason: rule.reason }) : t('rules.bannerCustomer', { customer: rule.customer, reason: rule.reason });
  const basis = rule === null ? t('rules.basisDefault', { because: why }) : rule.customer === null ? t('rules.basisAll', { reason: rule.reason, because: why }) : t('rules.basisCustomer', { customer: rule.customer, reason: rule.reason, because: why });
  return (
    <section className={styles['rule']} aria-label={t('rules.banner')}>
      <span>{said} {why}</span>
      <Button onPress={() => setDeclaring(true)}>{t('rules.declare')}</Button>
      {isDeclaring ? (
        <EntityDialog
          log={log} kind="milestone" title="rules.declareTitle" preset={{ milestone: 'declared', basis }} onClose={() => setDeclaring(false)}
          links={[...(rule === null ? [] : [{ relation: 'derived-from' as const, to: rule.id }]), { relation: 'derived-from', to: assessment.id }]}
        />
      ) : null}
    </section>
  );
}
