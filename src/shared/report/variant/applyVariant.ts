import { tlpLabels, type DocumentProfile, type KnownName, type LeftOut } from '#domain';
import { plain, type Block, type ReportDocument, type Section } from '../tree/blocks.ts';
import { section } from '../build/commandSections.ts';
import { wordFor } from '../build/words.ts';

/** What was kept from a document, and what is to be blackened in it. */
export interface Variant {
  readonly profile: DocumentProfile;
  /** Label of the incident. */
  readonly incidentTlp: string;
  readonly leftOut: readonly LeftOut[];
  readonly cleared: readonly string[];
  readonly names: readonly KnownName[];
}

/** Keys of the tree whose values are words of the tree, not text. */
const notText: readonly string[] = ['type', 'width', 'tone', 'id', 'mono', 'anchor', 'shape', 'item'];

/**
 * The document with its label, names blackened when that is wished, and the appendix that lists what was left out and blackened (docs/spec/distribution.md section 3).
 * Build it from the narrowed journal. `blackened` counts places, cleared fields of the incident included.
 */
export function applyVariant(document: ReportDocument, variant: Variant): { readonly document: ReportDocument; readonly blackened: number } {
  const places: { readonly title: string; readonly count: number }[] = [];
  const blacken = createBlackener(variant.profile.names ? variant.names : []);
  const take = (title: string): void => {
    const count = blacken.taken();
    if (count > 0) places.push({ title, count });
  };
  const [title, subtitle] = [blacken.text(document.title), blacken.text(document.subtitle)];
  take('Title');
  const sections = document.sections.map((part): Section => {
    const done = { ...part, title: blacken.text(part.title), blocks: part.blocks.map((block) => blacken.block(block)) };
    take(done.title);
    return done;
  });
  const blackened = places.reduce((sum, place) => sum + place.count, 0) + variant.cleared.length;
  return { document: { ...document, title, subtitle, tlp: variant.profile.tlp ?? variant.incidentTlp, sections: [...sections, appendix(variant, places, blackened)] }, blackened };
}

function createBlackener(names: readonly KnownName[]) {
  const numbers = new Map(names.map(({ spelling, number }) => [spelling, number]));
  const words = names.map(({ spelling }) => spelling.split(/\s+/).map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('\\s+')).join('|');
  const pattern = words === '' ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'giu');
  let count = 0;
  const text = (from: string): string => (pattern === null ? from : from.replace(pattern, (found) => {
    count += 1;
    return `[name ${numbers.get(found.toLowerCase().replaceAll(/\s+/g, ' ')) ?? '?'}]`;
  }));
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(deep);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, notText.includes(key) ? inner : deep(inner)]));
  };
  return {
    text,
    block: (block: Block): Block => {
      if (pattern === null) return block;
      if (block.type !== 'picture' && block.type !== 'timeline') return deep(block) as Block;
      count += 1;
      return { type: 'paragraph', text: plain('A figure is left out here because names are blackened.') };
    },
    /** Places since it was last asked. */
    taken: (): number => {
      const taken = count;
      count = 0;
      return taken;
    },
  };
}

function appendix({ profile, incidentTlp, leftOut, cleared }: Variant, places: readonly { readonly title: string; readonly count: number }[], blackened: number): Section {
  const isBroader = profile.tlp !== null && tlpLabels.findIndex((label) => label === profile.tlp) > tlpLabels.findIndex((label) => label === incidentTlp);
  const entries = leftOut.length === 1 ? '1 entry is' : `${leftOut.length} entries are`;
  const blocks: Block[] = [
    { type: 'facts', rows: [
      { term: 'Label asked for', value: plain(profile.tlp === null ? 'that of the incident' : `TLP:${profile.tlp}`) }, { term: 'Label of the incident', value: plain(`TLP:${incidentTlp}`) },
      { term: 'Privileged entries', value: plain(profile.privileged ? 'left out' : 'not asked to be left out') }, { term: 'Names', value: plain(profile.names ? 'blackened where they are recorded as names' : 'not blackened') },
      { term: 'In total', value: plain(`${entries} left out, ${blackened} ${blackened === 1 ? 'place is' : 'places are'} blackened`) },
    ] },
    ...(isBroader ? [{ type: 'box' as const, title: 'Broader than the incident', tone: 'warning' as const, text: plain('This document is marked for more readers than the incident. Whoever issues it decides so.') }] : []),
    { type: 'table', caption: 'Entries left out', empty: 'None.', columns: [{ title: 'Entry', width: 'narrow' }, { title: 'Kind', width: 'medium' }, { title: 'Reason', width: 'wide' }], rows: leftOut.map(({ number, kind, reason }) => [plain(String(number)), plain(wordFor(kind)), plain(reason)]) },
    {
      type: 'table', caption: 'Places blackened', empty: 'None.', columns: [{ title: 'Where', width: 'wide' }, { title: 'Places', width: 'narrow' }, { title: 'Reason', width: 'wide' }],
      rows: [...cleared.map((field) => [plain(`Incident: ${wordFor(field)}`), plain('1'), plain('the entry that says it is left out')]), ...places.map(({ title, count }) => [plain(title), plain(String(count)), plain('name of a person, or a figure that may show one')])],
    },
  ];
  return section('redaction', 'Appendix: what is left out and blackened', blocks);
}
