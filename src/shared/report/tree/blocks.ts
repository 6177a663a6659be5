import type { CborValue } from '#base';
import type { Drawing } from '#domain';

/**
 * The report tree: one description of a document, from which HTML, print and later formats are made. It holds plain text
 * only; every renderer escapes on its own. Nothing in it depends on when or where it is rendered.
 */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'strong'; readonly text: string }
  | { readonly type: 'struck'; readonly text: string }
  | { readonly type: 'muted'; readonly text: string };

export type Cell = readonly Inline[];
export interface Column { readonly title: string; readonly width: 'time' | 'narrow' | 'medium' | 'wide'; readonly mono?: boolean }

export type Tone = 'adversary' | 'defender' | 'milestone' | 'neutral';
export interface FigureMark { readonly at: number; readonly label: string; readonly tone: Tone }

export type Block =
  | { readonly type: 'paragraph'; readonly text: readonly Inline[] }
  | { readonly type: 'list'; readonly items: readonly Cell[] }
  | { readonly type: 'facts'; readonly rows: readonly { readonly term: string; readonly value: Cell }[] }
  | { readonly type: 'figures'; readonly items: readonly { readonly value: string; readonly caption: string }[] }
  | { readonly type: 'table'; readonly columns: readonly Column[]; readonly rows: readonly (readonly Cell[])[]; readonly empty: string; readonly caption?: string }
  | { readonly type: 'timeline'; readonly marks: readonly FigureMark[]; readonly caption: string }
  /** A picture of what tables of the document say in rows. */
  | { readonly type: 'picture'; readonly drawing: Drawing; readonly caption: string }
  | { readonly type: 'signatures'; readonly lines: readonly { readonly role: string; readonly name: string }[] }
  | { readonly type: 'blank-rows'; readonly columns: readonly string[]; readonly count: number; readonly note: string }
  | { readonly type: 'qr'; readonly content: string; readonly caption: string }
  | { readonly type: 'missing'; readonly text: string }
  | { readonly type: 'box'; readonly title: string; readonly text: readonly Inline[]; readonly tone: 'plain' | 'warning' };

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly numbered: boolean;
  readonly mandatory: boolean;
  readonly blocks: readonly Block[];
}

export interface ReportDocument {
  readonly type: 'post-incident' | 'forensic-timeline' | 'evidence-register' | 'custody-form' | 'evidence-label' | 'head-slips' | 'call-sheet' | 'handover' | 'sitrep' | 'plan' | 'message' | 'channel-cards' | 'roll-call' | 'code-sheet' | 'lessons-learned' | 'decision-log' | 'containment-authorisation' | 'law-enforcement-referral' | 'distribution-log' | 'worksheet' | 'completeness' | 'metrics';
  readonly reference: string;
  readonly documentTitle: string;
  readonly title: string;
  readonly subtitle: string;
  readonly tlp: string;
  readonly exercise: boolean;
  readonly sections: readonly Section[];
  /** Number of the newest entry that the document covers, and the chain head it stands on. */
  readonly sealedAt: { readonly entry: number; readonly head: string };
  readonly landscape: boolean;
}

/** What varies between two renderings of the same content: never part of the content hash. */
export interface Rendering {
  readonly issue: number | null;
  readonly contentSha256: string;
  readonly generatedAt: string;
  readonly generatedBy: string;
  readonly fontCss: string;
}

/** What a saved file says beside the content. The same journal gives the same bytes: no time of rendering, no name of who saved it. */
export interface FileRendering {
  readonly issue: number | null;
  readonly contentSha256: string;
  /** When the newest entry that the document covers was recorded: ISO 8601, UTC, whole seconds. */
  readonly asOf: string;
}

/** The issue in words: its number, that it is a draft, or nothing for figures, which are never issued. */
export function issueWords(document: Pick<ReportDocument, 'type'>, issue: number | null, draft: string): string {
  if (document.type === 'metrics') return 'not numbered';
  return issue === null ? draft : `issue ${issue}`;
}

/** Plain text as one inline run. */
export function plain(text: string): Cell {
  return [{ type: 'text', text }];
}

/** Fixed-width text: times, hashes, references. */
export function code(text: string): Cell {
  return [{ type: 'code', text }];
}

/** The document as a value with one deterministic encoding: what the content hash is taken over. */
export function contentOf(document: ReportDocument): CborValue {
  return JSON.parse(JSON.stringify(document)) as CborValue;
}

/** Titles of mandatory sections that hold nothing yet: a document with any of these cannot be issued. */
export function missingSections(document: ReportDocument): readonly string[] {
  return document.sections
    .filter((section) => section.mandatory && (section.blocks.length === 0 || section.blocks.some((block) => block.type === 'missing')))
    .map((section) => section.title);
}
