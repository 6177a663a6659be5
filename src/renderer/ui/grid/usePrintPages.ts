import type { Failure, Result } from '#base';
import { escapeHtml } from './plainTable.ts';
import { useText } from '../i18n/intl.tsx';
import { useDesktop } from '../port/ports.tsx';
import { useQuery } from '../port/useQuery.ts';
import { useSession } from '../session/store.ts';

/** Pages made by the window itself, with the title that runs at their head. */
export interface WindowPages { readonly title: string; readonly html: string; readonly landscape: boolean }

/** Sends pages to the printer. Those of an exercise say so at the head of every page. */
export function usePrintPages(): (pages: WindowPages) => Promise<Result<unknown, Failure>> {
  const t = useText();
  const desktop = useDesktop();
  const log = useSession((state) => state.log);
  const header = useQuery('incident', log === null ? null : { log });
  const isExercise = header.state === 'ready' && header.result?.incident.body.exercise === true;
  return ({ title, html, landscape }) => desktop.call('document.print', { title, html, header: runningHead(isExercise ? `${t('shell.exercise')} · ${title}` : title), footer: runningFoot, landscape, pageSize: 'A4' });
}

const runningFoot = '<div style="font-size:8pt;width:100%;padding:0 12mm;text-align:right"><span class="pageNumber"></span> / <span class="totalPages"></span></div>';

function runningHead(text: string): string {
  return `<div style="font-size:8pt;width:100%;padding:0 12mm">${escapeHtml(text)}</div>`;
}
