import type { GridColumn } from './columns.ts';
import { rowsToHtml } from './plainTable.ts';
import { usePrintPages } from './usePrintPages.ts';
import { useScreenCommands } from './useScreenCommands.ts';
import { useText } from '../i18n/intl.tsx';
import { useFailureText } from '../i18n/words.ts';
import { showToast } from '../kit/toasts.ts';
import { useDesktop } from '../port/ports.tsx';

export interface GridOutput { readonly copy: (text: string) => void }

/**
 * Copying a row and printing a whole list. `allRows` answers every row, not only the loaded ones, or null when they could
 * not be read. Offers the command that prints.
 */
export function useGridOutput<Row>(title: string, columns: readonly GridColumn<Row>[], allRows: () => Promise<readonly Row[] | null>, isStruck: (row: Row) => boolean): GridOutput {
  const t = useText();
  const failure = useFailureText();
  const desktop = useDesktop();
  const printPages = usePrintPages();
  const copy = async (text: string): Promise<void> => {
    const answer = await desktop.call('clipboard.writeText', { text });
    if (answer.ok) showToast({ tone: 'plain', title: t('grid.copied') });
  };
  const print = async (): Promise<void> => {
    const rows = await allRows();
    if (rows === null) {
      showToast({ tone: 'danger', title: t('grid.loadFailed') });
      return;
    }
    const answer = await printPages({ title, html: rowsToHtml(title, columns, rows, isStruck), landscape: true });
    if (!answer.ok && answer.error.kind !== 'cancelled') showToast({ tone: 'danger', title: failure(answer.error.kind) });
    else if (answer.ok) showToast({ tone: 'ok', title: t('grid.printed') });
  };
  useScreenCommands([{ id: 'list.print', label: 'grid.print', group: 'screen', keys: ['$mod+p'], undo: 'none', givesWay: true, run: print }]);
  return { copy: (text) => void copy(text) };
}
