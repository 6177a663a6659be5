// What an action is called in D3FEND and RE&CT: it follows from its kind. Not interactive.
import type { ReactNode } from 'react';
import { actionTechniques, techniqueTable, type BodyOf } from '#domain';
import { useText } from '../i18n/intl.tsx';
import inspector from './inspector.module.css';
import { SectionHeading } from '../kit/Panel.tsx';

export function ActionTechniques({ actionKind }: { readonly actionKind: BodyOf<'action'>['actionKind'] }): ReactNode {
  const t = useText();
  const { d3fend, react } = actionTechniques[actionKind];
  if (d3fend.length + react.length === 0) return null;
  const { rows, version } = techniqueTable('d3fend');
  return (
    <section>
      <SectionHeading>{t('techniques.ofAction')}</SectionHeading>
      <dl className={inspector['facts']}>
        {d3fend.length === 0 ? null : <div className={inspector['fact']}><dt>{t('techniques.table.d3fend', { version })}</dt><dd>{d3fend.map((id) => [id, rows.get(id)?.name].filter(Boolean).join(' ')).join('\n')}</dd></div>}
        {react.length === 0 ? null : <div className={inspector['fact']}><dt>{t('techniques.react')}</dt><dd data-mono="">{react.join(', ')}</dd></div>}
      </dl>
    </section>
  );
}
