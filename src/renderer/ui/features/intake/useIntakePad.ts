import { intakeChannels, detectionSources } from '#domain';
import { escapeHtml } from '../../grid/plainTable.ts';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop } from '../../port/ports.tsx';
import { padHtml } from './intakePad.ts';

/** Prints the blank pad on which a report is taken down when no console is at hand. */
export function useIntakePad(): { readonly print: () => Promise<void> } {
  const t = useText();
  const word = useWord();
  const failure = useFailureText();
  const desktop = useDesktop();
  const print = async (): Promise<void> => {
    const title = t('intake.padTitle');
    const html = padHtml({
      title, head: t('intake.padHead'), said: t('intake.field.text'),
      lines: [t('intake.padReceived'), t('intake.padBy'), t('intake.field.reporter'), t('intake.field.callback'), t('inspector.field.organisation'), t('intake.field.suspectedAt'), t('intake.field.ticket')],
      boxes: [
        { label: t('intake.field.channel'), choices: intakeChannels.map((value) => word('intakeChannel', value)) },
        { label: t('intake.field.detectionSource'), choices: detectionSources.map((value) => word('detectionSource', value)) },
      ],
      foot: [t('intake.padAcknowledged'), t('intake.padTranscribed')],
    });
    const header = `<div style="font-size:8pt;width:100%;padding:0 12mm">${escapeHtml(title)}</div>`;
    const footer = '<div style="font-size:8pt;width:100%;padding:0 12mm;text-align:right"><span class="pageNumber"></span> / <span class="totalPages"></span></div>';
    const answer = await desktop.call('document.print', { title, html, header, footer, landscape: false, pageSize: 'A4' });
    if (answer.ok) showToast({ tone: 'ok', title: t('grid.printed') });
    else if (answer.error.kind !== 'cancelled') showToast({ tone: 'danger', title: failure(answer.error.kind) });
  };
  return { print };
}
