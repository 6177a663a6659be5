// Where an indicator was handed over to and what it found there. Keys: Shift W records one. Pattern: list, and a modal form.
import { useState, type ReactNode } from 'react';
import type { EntityId, LogId } from '#base';
import { isEntityOf, type Entity } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { Facts } from '../../inspector/Facts.tsx';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { useQuery } from '../../port/useQuery.ts';

const noFilter = {};

export function Deployments({ log, indicator }: { readonly log: LogId; readonly indicator: EntityId }): ReactNode {
  const t = useText();
  const word = useWord();
  const query = useQuery('entities', { log, kind: 'deployment', filter: noFilter });
  const [isOpen, setOpen] = useState(false);
  useScreenCommands([{ id: 'indicators.deploy', label: 'indicators.deploy', group: 'record', keys: ['Shift+w'], undo: 'entry', run: () => setOpen(true) }]);
  const found = query.state === 'ready' ? query.result.filter((entity): entity is Entity<'deployment'> => isEntityOf(entity, 'deployment') && entity.retracted === null && entity.body.indicator === indicator) : [];
  return (
    <section>
      <SectionHeading>{t('indicators.deployments')}</SectionHeading>
      {found.length === 0 ? <p className="muted">{t('indicators.notDeployed')}</p> : null}
      <Facts facts={found.map(({ body }) => ({ label: body.where, value: [word('deploymentResult', body.result), body.by, body.note].filter((part) => part !== undefined && part !== '').join(' · ') }))} />
      <Button keys="Shift+w" onPress={() => setOpen(true)}>{t('indicators.deploy')}</Button>
      {isOpen ? <EntityDialog log={log} kind="deployment" title="indicators.deploy" onClose={() => setOpen(false)} fixed={{ indicator }} /> : null}
    </section>
  );
}
