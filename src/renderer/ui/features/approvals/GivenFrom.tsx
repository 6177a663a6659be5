// Where the answer of an approval was written, for its own inspector and for that of the journal. Not interactive.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import type { Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { Facts } from '../../inspector/Facts.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { SectionHeading } from '../../kit/Panel.tsx';
import { useApprovals } from './useApprovals.ts';
import { useOriginText } from './useOriginText.ts';

export function GivenFrom({ log, approval }: { readonly log: LogId; readonly approval: Entity<'approval'> }): ReactNode {
  const t = useText();
  const text = useOriginText();
  const approvals = useApprovals(log);
  if (approvals === null) return null;
  const answers = approvals.views.find((view) => view.approval.id === approval.id)?.answers ?? [approval];
  const origins = answers.flatMap((answer) => approvals.originOf(answer.id) ?? []);
  if (origins.length === 0) return null;
  return (
    <section>
      <SectionHeading>{t('approvals.from')}</SectionHeading>
      <Facts facts={origins.map((origin) => {
        const same = text.sameConsole(origin);
        return { label: answers.find(({ id }) => id === origin.approval)?.body.approver ?? '', value: same === null ? text.origin(origin) : <>{text.origin(origin)}{' '}<Badge tone="warn">{same}</Badge></> };
      })} />
    </section>
  );
}
