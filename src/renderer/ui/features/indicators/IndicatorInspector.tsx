// Inspector of an indicator: the defanged value, and both forms to copy. Keys: Shift D copies the defanged value, Shift R the raw one.
import type { ReactNode } from 'react';
import { defang, isEntityOf, type BodyOf } from '#domain';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { EntityInspector } from '../../inspector/EntityInspector.tsx';
import { Facts } from '../../inspector/Facts.tsx';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Button } from '../../kit/Button.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop } from '../../port/ports.tsx';
import { ScopeContradiction } from '../recovery/ScopeContradiction.tsx';
import type { InspectorProps } from '../../shell/screen.ts';
import { Deployments } from './Deployments.tsx';

export function IndicatorInspector({ log, entity }: InspectorProps): ReactNode {
  return (
    <EntityInspector
      log={log} entity={entity} ownFields={['value', 'indicatorType']}
      actions={(detail) => (isEntityOf(detail.entity, 'indicator') ? <CopyButtons body={detail.entity.body} /> : null)}
    >
      {(detail) => (isEntityOf(detail.entity, 'indicator') ? <><ScopeContradiction log={log} entity={entity} /><Value body={detail.entity.body} /><Deployments log={log} indicator={entity} /></> : null)}
    </EntityInspector>
  );
}

function Value({ body }: { readonly body: BodyOf<'indicator'> }): ReactNode {
  const t = useText();
  const word = useWord();
  return (
    <section>
      <SectionHeading>{t('indicators.value')}</SectionHeading>
      <Facts facts={[{ label: word('indicatorType', body.indicatorType), value: defang(body.indicatorType, body.value), isMono: true }]} />
    </section>
  );
}

function CopyButtons({ body }: { readonly body: BodyOf<'indicator'> }): ReactNode {
  const t = useText();
  const desktop = useDesktop();
  const copy = async (text: string): Promise<void> => {
    const answer = await desktop.call('clipboard.writeText', { text });
    if (answer.ok) showToast({ tone: 'plain', title: t('kit.copied') });
  };
  useScreenCommands([
    { id: 'indicators.copyDefanged', label: 'indicators.copyDefanged', group: 'screen', keys: ['Shift+d'], undo: 'none', run: () => copy(defang(body.indicatorType, body.value)) },
    { id: 'indicators.copyRaw', label: 'indicators.copyRaw', group: 'screen', keys: ['Shift+r'], undo: 'none', run: () => copy(body.value) },
  ]);
  return (
    <>
      <Button onPress={() => void copy(defang(body.indicatorType, body.value))}>{t('indicators.copyDefanged')}</Button>
      <Button onPress={() => void copy(body.value)}>{t('indicators.copyRaw')}</Button>
    </>
  );
}
