// Messages and calls in and out, in the order of time. Keys: N records one, V verifies a caller, M amends, those of the grid.
import { useState, type ReactNode } from 'react';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { EntityDialog } from '../../inspector/dialogs/EntityDialog.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { select } from '../../session/actions.ts';
import type { ScreenProps } from '../../shell/screen.ts';
import { useSendForm } from './useSendForm.tsx';
import { VerifyCallerDialog } from './VerifyCallerDialog.tsx';

const texts: EntityListTexts = { title: 'communications.title', placeholder: 'communications.placeholder', create: 'communications.create', createTitle: 'communications.createTitle', emptyTitle: 'communications.emptyTitle', emptyText: 'communications.emptyText' };

export function CommunicationsScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const columns = useListColumns(messageColumns);
  const form = useSendForm(log);
  const [isVerifying, setVerifying] = useState(false);
  useScreenCommands([{ id: 'communication.verify', label: 'communications.verifyCommand', group: 'record', keys: ['v'], undo: 'entry', run: () => setVerifying(true) }]);
  return (
    <>
      <EntityList
        log={log} kind="communication" texts={texts} columns={columns} sort={{ column: 'occurred', descending: false }} actions={<Button keys="v" onPress={() => setVerifying(true)}>{t('communications.verify')}</Button>}
        dialog={(close) => <EntityDialog log={log} kind="communication" title="communications.createTitle" onClose={close} onSealed={select} notice={form.notice} guard={form.guard} more={form.more} />}
        hints={[{ keys: ['n'], label: 'communications.hint.new' }, { keys: ['r'], label: 'communications.hint.reply' }, { keys: ['v'], label: 'communications.hint.verify' }]}
      />
      {isVerifying ? <VerifyCallerDialog log={log} onClose={() => setVerifying(false)} /> : null}
    </>
  );
}

function messageColumns({ t, word, time, when }: ColumnTools<'communication'>): readonly ListColumn<'communication'>[] {
  return [
    when('occurred', t('communications.when', { zone: time.shownZone }), (entity) => entity.stamp.occurred),
    { id: 'direction', header: t('communications.direction'), width: 84, sortable: true, text: (entity) => word('direction', entity.body.direction) },
    { id: 'kind', header: t('communications.kind'), width: 116, sortable: true, muted: true, hideBelow: 760, text: (entity) => word('communicationKind', entity.body.communicationKind) },
    { id: 'counterpart', header: t('communications.counterpart'), width: 176, sortable: true, text: (entity) => entity.body.counterpart ?? '' },
    {
      id: 'channel', header: t('communications.channel'), width: 150, sortable: true, hideBelow: 640, text: (entity) => [entity.body.channel, entity.body.corporate === true ? t('communications.corporateMark') : undefined].filter(Boolean).join(' '),
      cell: (entity) => <>{entity.body.channel}{entity.body.corporate === true ? <>{' '}<Badge tone="warn">{t('communications.corporateMark')}</Badge></> : null}</>,
    },
    { id: 'outcome', header: t('communications.outcome'), width: 124, sortable: true, hideBelow: 940, text: (entity) => (entity.body.outcome === undefined ? '' : word('callOutcome', entity.body.outcome)) },
    { id: 'text', header: t('communications.text'), width: 260, minWidth: 160, grow: true, text: (entity) => entity.body.text },
  ];
}
