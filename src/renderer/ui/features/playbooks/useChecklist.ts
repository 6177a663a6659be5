import type { PlaybookRunView } from '#domain';
import { escapeHtml } from '../../grid/plainTable.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop } from '../../port/ports.tsx';
import { checklistHtml } from './checklist.ts';
import { usePlaybookWords } from './usePlaybookWords.ts';

export interface Checklist { readonly print: (view: PlaybookRunView) => Promise<void>; readonly copy: (text: string) => void }

/** Prints a run as a list with boxes, and copies rows of it. */
export function useChecklist(): Checklist {
  const t = useText();
  const failure = useFailureText();
  const desktop = useDesktop();
  const words = usePlaybookWords();
  const print = async (view: PlaybookRunView): Promise<void> => {
    const { run, steps, settled } = view;
    const title = run.body.title;
    const html = checklistHtml(run, steps, {
      ...words, head: t('playbooks.printHead', { settled, steps: steps.length }), who: t('playbooks.printWho'),
      outcome: (step) => (step.outcome === null ? '' : `${words.state(step)}: ${words.by(step)}`),
    });
    const header = `<div style="font-size:8pt;width:100%;padding:0 12mm">${escapeHtml(title)}</div>`;
    const footer = '<div style="font-size:8pt;width:100%;padding:0 12mm;text-align:right"><span class="pageNumber"></span> / <span class="totalPages"></span></div>';
    const answer = await desktop.call('document.print', { title, html, header, footer, landscape: false, pageSize: 'A4' });
    if (answer.ok) showToast({ tone: 'ok', title: t('grid.printed') });
    else if (answer.error.kind !== 'cancelled') showToast({ tone: 'danger', title: failure(answer.error.kind) });
  };
  const copy = async (text: string): Promise<void> => {
    const answer = await desktop.call('clipboard.writeText', { text });
    if (answer.ok) showToast({ tone: 'plain', title: t('grid.copied') });
  };
  return { print, copy: (text) => void copy(text) };
}
