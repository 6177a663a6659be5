// By what we reach one another, and how far each way is trusted. Keys: N adds a channel, D says how far one is trusted, K code sheets, $mod P prints the cards, those of the grid.
import { useMemo, useState, type ReactNode } from 'react';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { useWord } from '../../i18n/words.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import type { ScreenProps } from '../../shell/screen.ts';
import { useDocuments } from '../reports/useDocuments.ts';
import { CodeSheetsDialog } from './CodeSheetsDialog.tsx';
import { TrustMark } from './TrustMark.tsx';
import { useChannels, useReasonText } from './useChannels.ts';

const texts: EntityListTexts = { title: 'channels.title', placeholder: 'channels.placeholder', create: 'channels.create', createTitle: 'channels.createTitle', emptyTitle: 'channels.emptyTitle', emptyText: 'channels.emptyText' };

export function ChannelsScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const documents = useDocuments(log);
  const { major } = useChannels(log);
  const columns = useChannelColumns(log);
  const [isOpen, setOpen] = useState(false);
  const print = async (): Promise<void> => void (await documents.print('channel-cards'));
  useScreenCommands([
    { id: 'channels.sheets', label: 'channels.sheetsCommand', group: 'record', keys: ['k'], undo: 'none', run: () => setOpen(true) },
    { id: 'channels.print', label: 'channels.printCommand', group: 'screen', keys: ['$mod+p'], undo: 'none', run: print },
    { id: 'channels.pdf', label: 'channels.saveCommand', group: 'screen', undo: 'none', run: async () => void (await documents.savePdf('channel-cards', t('channels.cardsFile'))) },
  ]);
  const actions = (
    <>
      <Button keys="$mod+p" onPress={() => void print()}>{t('channels.print')}</Button>
      <Button keys="k" onPress={() => setOpen(true)}>{t('channels.sheets')}</Button>
    </>
  );
  return (
    <>
      <EntityList
        log={log} kind="channel" texts={texts} columns={columns} sort={{ column: 'pace', descending: false }} actions={actions} summary={() => <span>{t(major === null ? 'channels.notMajor' : 'channels.isMajor', { number: major ?? 0 })}</span>}
        hints={[{ keys: ['n'], label: 'channels.hint.new' }, { keys: ['d'], label: 'channels.hint.trust' }]}
      />
      {isOpen ? <CodeSheetsDialog log={log} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const paceOrder = ['primary', 'alternate', 'contingency', 'emergency'];

function useChannelColumns(log: ScreenProps['log']): readonly ListColumn<'channel'>[] {
  const t = useText();
  const word = useWord();
  const reasonText = useReasonText();
  const { rows } = useChannels(log);
  const plain = useListColumns(channelColumns);
  return useMemo(() => {
    const byId = new Map(rows.map((row) => [row.channel.id, row]));
    const trust: ListColumn<'channel'> = {
      id: 'trust', header: t('channels.trust'), width: 116, sortable: true, text: ({ id }) => word('channelState', byId.get(id)?.trust ?? 'unknown'),
      cell: ({ id }) => <TrustMark trust={byId.get(id)?.trust ?? 'unknown'} />,
    };
    const why: ListColumn<'channel'> = {
      id: 'why', header: t('channels.why'), width: 240, minWidth: 140, grow: true, muted: true, hideBelow: 860,
      text: ({ id }) => {
        const row = byId.get(id);
        return row === undefined ? '' : row.reasons.length === 0 ? t(row.outOfBand ? 'channels.reason.outOfBand' : 'channels.reason.none') : row.reasons.map(reasonText).join(' ');
      },
    };
    return [...plain.slice(0, 1), trust, ...plain.slice(1), why];
  }, [plain, rows, t, word, reasonText]);
}

function channelColumns({ t, word, ref, time }: ColumnTools<'channel'>): readonly ListColumn<'channel'>[] {
  return [
    ref,
    { id: 'label', header: t('channels.label'), width: 180, minWidth: 120, sortable: true, text: ({ body }) => body.label, cell: ({ body }) => <>{body.label}{body.corporate === true ? <>{' '}<Badge tone="warn">{t('communications.corporateMark')}</Badge></> : null}</> },
    { id: 'kind', header: t('channels.kind'), width: 116, sortable: true, muted: true, hideBelow: 700, text: ({ body }) => word('channelKind', body.channelKind) },
    { id: 'address', header: t('channels.address'), width: 200, mono: true, text: ({ body }) => body.address },
    { id: 'pace', header: t('channels.pace'), width: 104, sortable: true, hideBelow: 940, text: ({ body }) => (body.pace === undefined ? '' : word('pace', body.pace)), sortBy: ({ body }) => (body.pace === undefined ? paceOrder.length : paceOrder.indexOf(body.pace)) },
    { id: 'tested', header: t('channels.testedAt'), width: 150, mono: true, muted: true, hideBelow: 1100, text: ({ body }) => (body.works === 'no' ? word('channelWorks', 'no') : body.testedAt === undefined ? word('channelWorks', 'untested') : time.occurred(body.testedAt)) },
  ];
}
