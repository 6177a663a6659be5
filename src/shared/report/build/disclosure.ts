import { formatUtc, type FeedId, type Sha256Hex } from '#base';
import { formatOccurred, type Entry } from '#domain';
import { renderStatic } from '../html/renderHtml.ts';
import { code, plain, type Cell, type Inline, type Section } from '../tree/blocks.ts';

/** One entry of a disclosure package as its pages show it. */
export interface DisclosedEntry {
  /** Number in the journal; null when it has none. */
  readonly number: number | null;
  readonly feed: FeedId;
  readonly seq: number;
  readonly index: number;
  readonly entry: Entry | null;
  readonly id: string;
  readonly withheld: readonly string[];
}
export interface DisclosurePages {
  readonly reference: string;
  readonly title: string;
  readonly tlp: string | null;
  readonly exercise: boolean;
  readonly log: string;
  readonly scope: string;
  readonly statement: string;
  readonly app: { readonly version: string; readonly build: string };
  /** Known-answer tests of the cryptography that passed before the package was made. */
  readonly selfTestChecks: number;
  readonly exporter: { readonly key: string; readonly fingerprint: string };
  readonly counts: { readonly frames: number; readonly leaves: number; readonly shown: number; readonly entries: number; readonly redacted: number };
  /** Entries of the journal that can be counted by the exporter. */
  readonly journalEntries: number;
  readonly feeds: readonly { readonly feed: FeedId; readonly seq: number; readonly headerSha256: Sha256Hex; readonly fingerprint: string }[];
  readonly records: { readonly bytes: number; readonly sha256: Sha256Hex };
  /** In the order of their numbers. */
  readonly entries: readonly DisclosedEntry[];
}

/** `entries.html`: what is shown, to be read by people. Withheld fields and entries are marked, never guessed. */
export function renderShownEntries(pages: DisclosurePages): string {
  const { counts } = pages;
  const sections: readonly Section[] = [
    section('about', 'What this page shows', [
      { type: 'paragraph', text: plain(`${counts.entries} of ${pages.journalEntries} entries of this journal are shown. ${counts.redacted} of their fields are withheld; where one is, the word “withheld” stands in its place. All other entries are withheld as a whole: they are counted, but what they say is not in this package.`) },
      { type: 'paragraph', text: plain('This page is for reading. What is proven is in disclosure.hfd alone: a checker compares every entry with the signature of the device that sealed it. “Proof” names the place: feed, frame and leaf.') },
      ...(pages.statement === '' ? [] : [{ type: 'box' as const, title: 'Statement of the exporter', text: plain(pages.statement), tone: 'plain' as const }]),
    ]),
    section('entries', 'Entries', [{
      type: 'table', empty: 'No entry is shown.', columns: [{ title: 'No.', width: 'narrow' }, { title: 'Times (UTC)', width: 'time', mono: true }, { title: 'Author', width: 'medium' }, { title: 'Entry', width: 'wide' }, { title: 'Proof', width: 'medium', mono: true }],
      rows: rowsOf(pages),
    }]),
  ];
  return renderStatic({ title: `${pages.reference} disclosed entries`, subtitle: pages.title, tlp: pages.tlp, exercise: pages.exercise, sections, landscape: true, foot: `journal ${pages.log}\nrecords sha256 ${pages.records.sha256}` });
}

function section(id: string, title: string, blocks: Section['blocks']): Section {
  return { id, title, numbered: true, mandatory: false, blocks };
}

// Entries between two that are shown are one row, so that nobody reads past a gap.
function rowsOf({ entries, journalEntries }: DisclosurePages): readonly (readonly Cell[])[] {
  const rows: (readonly Cell[])[] = [];
  let next = 1;
  const skip = (until: number) => {
    if (until > next) rows.push([plain(until - next === 1 ? `${next}` : `${next} to ${until - 1}`), [], [], [{ type: 'muted', text: until - next === 1 ? 'withheld' : `${until - next} entries withheld` }], []]);
  };
  for (const shown of entries) {
    if (shown.number !== null) {
      skip(shown.number);
      next = shown.number + 1;
    }
    rows.push(rowOf(shown));
  }
  skip(journalEntries + 1);
  return rows;
}

function rowOf({ number, feed, seq, index, entry, id, withheld }: DisclosedEntry): readonly Cell[] {
  const place = code(`${feed.slice(0, 16)}\nframe ${seq}, leaf ${index}`);
  const numberCell = plain(number === null ? '' : String(number));
  if (entry === null) return [numberCell, [], [], [{ type: 'muted', text: `not readable by this version; id ${id}` }], place];
  const people: Inline[] = [marked(withheld, 'author.name', entry.author.name), { type: 'text', text: ` (${entry.author.prefix}${entry.author.role === undefined ? '' : `, ${entry.author.role}`})` }];
  if (entry.onBehalfOf !== undefined) people.push({ type: 'text', text: '\nfor ' }, marked(withheld, 'onBehalfOf', entry.onBehalfOf));
  if (entry.witness !== undefined) people.push({ type: 'text', text: '\nwitness ' }, marked(withheld, 'witness', entry.witness));
  const times = code(`recorded ${formatUtc(entry.recorded.at, 'second')}\noccurred ${formatOccurred(entry.occurred, { in: 'utc' })}`);
  return [numberCell, times, people, contentOf(entry, withheld), place];
}

function contentOf(entry: Entry, withheld: readonly string[]): Cell {
  const cell: Inline[] = [{ type: 'strong', text: entry.kind }];
  for (const [key, value] of Object.entries(entry.body as Readonly<Record<string, unknown>>)) {
    cell.push({ type: 'muted', text: `\n${key}: ` }, withheld.includes(`body.${key}`) ? marked(withheld, `body.${key}`, '') : { type: 'text', text: valueText(key, value) });
  }
  if (entry.lateReason !== undefined) cell.push({ type: 'muted', text: '\nlate because: ' }, { type: 'text', text: entry.lateReason });
  if (entry.tags.length > 0) cell.push({ type: 'muted', text: `\ntags: ${entry.tags.join(', ')}` });
  if (entry.links.length > 0) cell.push({ type: 'muted', text: `\nlinks: ${entry.links.map((link) => `${link.relation} ${link.to}`).join(', ')}` });
  cell.push({ type: 'muted', text: `\nid ${entry.id}` });
  return cell;
}

function marked(withheld: readonly string[], field: string, text: string): Inline {
  return withheld.includes(field) ? { type: 'muted', text: 'withheld' } : { type: 'text', text };
}

// The key of a sealed item is in its entry, and never printed.
function valueText(key: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (key === 'sealed' && typeof value === 'object' && value !== null) return JSON.stringify({ ...value, identity: undefined });
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.join(', ') : JSON.stringify(value);
}
