import type { FiguresPage } from '#domain';
import { plain, type Cell, type ReportDocument } from '../tree/blocks.ts';

/** What figures over several incidents stand on: the vault, the narrowest label among them, entries and one hash over the heads of their journals. */
export interface FiguresGround { readonly vault: string; readonly tlp: string; readonly incidents: number; readonly entries: number; readonly head: string }

const BAR = 12;

/** Figures over incidents as a document of the same tree as all others (docs/spec/closure.md section 3). It belongs to no incident. */
export function buildFiguresPage(page: FiguresPage, ground: FiguresGround): ReportDocument {
  return {
    type: 'metrics', reference: ground.vault, documentTitle: page.title, title: page.title, subtitle: page.lead, tlp: ground.tlp, exercise: false, landscape: false,
    sealedAt: { entry: ground.entries, head: ground.head },
    sections: [
      ...page.sections.map(({ title, note, bars }, index) => ({
        id: `figures-${index}`, title, numbered: true, mandatory: false,
        blocks: [...(note === null ? [] : [{ type: 'paragraph' as const, text: plain(note) }]), {
          type: 'table' as const, empty: 'None.', columns: [{ title: 'Figure', width: 'wide' as const }, { title: 'Value', width: 'wide' as const, mono: true }, { title: 'Share', width: 'medium' as const, mono: true }],
          rows: bars.map(({ label, value, share }): readonly Cell[] => [plain(label), plain(value), plain('█'.repeat(Math.min(BAR, Math.max(0, Math.round(share * BAR)))))]),
        }],
      })),
      { id: 'method', title: 'Method', numbered: true, mandatory: false, blocks: [{ type: 'paragraph', text: plain(page.method) }, { type: 'facts', rows: [
        { term: 'Stands on', value: plain(`${ground.incidents} ${ground.incidents === 1 ? 'journal' : 'journals'}, ${ground.entries} entries`) }, { term: 'Heads, hashed together', value: [{ type: 'code', text: ground.head }] },
      ] }] },
    ],
  };
}
