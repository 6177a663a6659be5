import type { Entity, RunStep } from '#domain';
import { escapeHtml } from '../../grid/plainTable.ts';

/** Words of the printed list, in the language of the window. */
export interface ChecklistWords {
  readonly phase: (step: RunStep) => string;
  readonly kind: (step: RunStep) => string;
  readonly marks: (step: RunStep) => string;
  /** What became of a step, or an empty text: lines to write on are left then. */
  readonly outcome: (step: RunStep) => string;
  readonly head: string;
  readonly who: string;
}

/** A run as a standalone page to tick off by hand: a box per step, filled where it is settled. No script, every value escaped. */
export function checklistHtml(run: Entity<'playbook-run'>, steps: readonly RunStep[], words: ChecklistWords): string {
  let phase = '';
  const rows = steps.map((step) => {
    const heading = words.phase(step);
    const head = heading === phase ? '' : `<tr class="phase"><th colspan="4" scope="colgroup">${escapeHtml(heading)}</th></tr>`;
    phase = heading;
    const outcome = words.outcome(step);
    const box = step.outcome === null ? '☐' : step.outcome === 'done' ? '☑' : '☒';
    const below = outcome === '' ? `<span class="line">${escapeHtml(words.who)}</span>` : escapeHtml(outcome);
    return `${head}<tr><td class="box">${box}</td><td>${step.number}</td><td>${escapeHtml(words.kind(step))}</td><td>${escapeHtml(step.step.text)}${words.marks(step) === '' ? '' : ` <b>${escapeHtml(words.marks(step))}</b>`}<br><small>${below}</small></td></tr>`;
  }).join('\n');
  const title = escapeHtml(`${run.body.title}, ${run.body.version}`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>
@page { size: A4; margin: 18mm 12mm }
body { font: 10pt/1.4 "IBM Plex Sans", "Noto Sans", sans-serif; color: #000 }
h1 { font-size: 13pt; margin: 0 } p { margin: 0 0 6pt }
table { border-collapse: collapse; width: 100% }
td { vertical-align: top; padding: 3pt 4pt; border-bottom: 0.5pt solid #999; overflow-wrap: anywhere; white-space: pre-line }
th { text-align: left; padding: 8pt 4pt 2pt; font-size: 11pt } tr { break-inside: avoid } .phase { break-after: avoid }
.box { font-size: 14pt; line-height: 1 } .line { color: #555 }
</style></head><body><h1>${title}</h1><p>${escapeHtml(words.head)}</p><table><tbody>
${rows}
</tbody></table></body></html>`;
}
