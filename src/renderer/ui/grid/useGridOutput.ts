import type { GridColumn } from './columns.ts';
import { escapeHtml, rowsToHtml } from './plainTable.ts';
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
    const header = `<div style="font-size:8pt;width:100%;padding:0 12mm">${escapeHtml(title)}</div>`;
    const footer = '<div style="font-size:8pt;width:100%;padding:0 12mm;text-align:right"><span class="pageNumber"></span> / <span class="totalPages"></span></div>';
    const answer = await desktop.call('document.print', { title, html: rowsToHtml(title, columns, rows, isStruck), header, footer, landscape: true, pageSize: 'A4' });
    if (!answer.ok && answer.error.kind !== 'cancelled') showToast({ tone: 'danger', title: failure(answer.error.kind) });
    else if (answer.ok) showToast({ tone: 'ok', title: t('grid.printed') });
  };
  useScreenCommands([{ id: 'list.print', label: 'grid.print', group: 'screen', keys: ['$mod+p'], undo: 'none', givesWay: true, run: print }]);
  return { copy: (text) => void copy(text) };
}
