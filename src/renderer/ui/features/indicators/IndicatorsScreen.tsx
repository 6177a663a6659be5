// Indicators, shown defanged; the raw value is kept and can be copied. Keys: N new indicator, I pastes a list, Shift E saves as a file, Shift D and Shift R copy, those of the grid.
import { useState, type ReactNode } from 'react';
import { defang } from '#domain';
import { EntityList, type EntityListTexts, type ListColumn } from '../../grid/EntityList.tsx';
import { useListColumns, type ColumnTools } from '../../grid/useListColumns.tsx';
import { useScreenCommands } from '../../grid/useScreenCommands.ts';
import { useText } from '../../i18n/intl.tsx';
import { Badge, type BadgeTone } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import type { ScreenProps } from '../../shell/screen.ts';
import { ExportDialog } from './ExportDialog.tsx';
import { PasteDialog } from './PasteDialog.tsx';

const texts: EntityListTexts = { title: 'indicators.title', placeholder: 'indicators.placeholder', create: 'indicators.create', createTitle: 'indicators.createTitle', emptyTitle: 'indicators.emptyTitle', emptyText: 'indicators.emptyText' };
const toneByVerdict: Readonly<Record<string, BadgeTone>> = { malicious: 'danger', suspicious: 'warn', benign: 'ok', unknown: 'neutral' };

export function IndicatorsScreen({ log }: ScreenProps): ReactNode {
  const t = useText();
  const columns = useListColumns(indicatorColumns);
  const [open, setOpen] = useState<'paste' | 'export' | null>(null);
  useScreenCommands([
    { id: 'indicators.paste', label: 'indicators.pasteCommand', group: 'record', keys: ['i'], undo: 'entry', run: () => setOpen('paste') },
    { id: 'indicators.export', label: 'indicators.exportCommand', group: 'screen', keys: ['Shift+e'], undo: 'none', run: () => setOpen('export') },
  ]);
  return (
    <>
      <EntityList
        log={log} kind="indicator" texts={texts} columns={columns} hints={[{ keys: ['n'], label: 'indicators.hint.new' }, { keys: ['Shift+d'], label: 'indicators.hint.defanged' }, { keys: ['Shift+r'], label: 'indicators.hint.raw' }]}
        actions={<><Button keys="i" onPress={() => setOpen('paste')}>{t('indicators.paste')}</Button><Button keys="Shift+e" onPress={() => setOpen('export')}>{t('indicators.export')}</Button></>}
      />
      {open === 'paste' ? <PasteDialog log={log} onClose={() => setOpen(null)} /> : null}
      {open === 'export' ? <ExportDialog log={log} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function indicatorColumns({ t, word, time, ref, state }: ColumnTools<'indicator'>): readonly ListColumn<'indicator'>[] {
  return [
    ref,
    { id: 'type', header: t('indicators.type'), width: 108, muted: true, sortable: true, text: (entity) => word('indicatorType', entity.body.indicatorType) },
    { id: 'value', header: t('indicators.value'), width: 240, minWidth: 160, grow: true, mono: true, sortable: true, text: (entity) => defang(entity.body.indicatorType, entity.body.value) },
    { id: 'verdict', header: t('indicators.verdict'), width: 104, sortable: true, text: (entity) => word('indicatorVerdict', entity.body.verdict), cell: (entity) => <Badge tone={toneByVerdict[entity.body.verdict] ?? 'neutral'}>{word('indicatorVerdict', entity.body.verdict)}</Badge> },
    { id: 'confidence', header: t('indicators.confidence'), width: 92, muted: true, hideBelow: 820, text: (entity) => (entity.body.confidence === undefined ? '' : word('confidence', entity.body.confidence)) },
    { id: 'technique', header: t('indicators.technique'), width: 92, mono: true, hideBelow: 720, text: (entity) => entity.body.technique?.id ?? '' },
    { id: 'tlp', header: t('indicators.tlp'), width: 128, mono: true, muted: true, hideBelow: 980, text: (entity) => (entity.body.tlp === undefined ? '' : word('tlp', entity.body.tlp)) },
    { id: 'until', header: t('scope.field.validUntil'), width: 172, mono: true, muted: true, hideBelow: 1080, text: (entity) => (entity.body.validUntil === undefined ? '' : time.occurred(entity.body.validUntil)) },
    { id: 'pap', header: t('inspector.field.pap'), width: 100, mono: true, muted: true, hideBelow: 1080, text: (entity) => (entity.body.pap === undefined ? '' : word('pap', entity.body.pap)) },
    state('indicatorState'),
  ];
}
