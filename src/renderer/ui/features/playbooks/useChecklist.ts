import type { PlaybookRunView } from '#domain';
import { usePrintPages } from '../../grid/usePrintPages.ts';
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
  const printPages = usePrintPages();
  const words = usePlaybookWords();
  const print = async (view: PlaybookRunView): Promise<void> => {
    const { run, steps, settled } = view;
    const title = run.body.title;
    const html = checklistHtml(run, steps, {
      ...words, head: t('playbooks.printHead', { settled, steps: steps.length }), who: t('playbooks.printWho'),
      outcome: (step) => (step.outcome === null ? '' : `${words.state(step)}: ${words.by(step)}`),
    });
    const answer = await printPages({ title, html, landscape: false });
    if (answer.ok) showToast({ tone: 'ok', title: t('grid.printed') });
    else if (answer.error.kind !== 'cancelled') showToast({ tone: 'danger', title: failure(answer.error.kind) });
  };
  const copy = async (text: string): Promise<void> => {
    const answer = await desktop.call('clipboard.writeText', { text });
    if (answer.ok) showToast({ tone: 'plain', title: t('grid.copied') });
  };
  return { print, copy: (text) => void copy(text) };
}
