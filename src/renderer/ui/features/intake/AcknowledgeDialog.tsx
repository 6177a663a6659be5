// Acknowledges a report: the message that went to the reporter, linked as its answer. Keys: those of a form dialog.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import type { Entity } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';

export function AcknowledgeDialog({ log, report, onClose }: { readonly log: LogId; readonly report: Entity<'intake'>; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const { reporter = '', callback = '', channelDetail = '' } = report.body;
  // A briefing: it is neither a notice to a customer nor an escalation, and must not stop their clocks.
  return (
    <EntityDialog
      log={log} kind="communication" title="intake.acknowledgeTitle" onClose={onClose} links={[{ relation: 'answers', to: report.id }]}
      preset={{ direction: 'out', communicationKind: 'briefing', counterpart: reporter, channel: callback === '' ? channelDetail : callback, text: t('intake.acknowledgeText', { ref: report.ref ?? '' }) }}
    />
  );
}
