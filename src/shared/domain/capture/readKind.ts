import { captureKinds, type CaptureKind, type Problem, type Span } from './reading.ts';
import { matchAt } from './scan.ts';

export interface KindReading { readonly kind: CaptureKind | null; readonly span: Span | null; readonly end: number; readonly problem: Problem | null }

const prefix = /\/([A-Za-z]{1,20})(?=\s|$)/y;

/** Reads `/action`, or any beginning of it that fits one kind only. A path such as `/etc/passwd` is text. */
export function readKind(text: string, at: number): KindReading {
  const match = matchAt(prefix, text, at);
  const word = match?.[1]?.toLowerCase();
  if (match === null || word === undefined) return { kind: null, span: null, end: at, problem: null };
  const span = { from: at, to: at + match[0].length };
  const exact = captureKinds.find((kind) => kind === word);
  const fitting = exact === undefined ? captureKinds.filter((kind) => kind.startsWith(word)) : [exact];
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return { kind: only, span, end: span.to, problem: null };
  if (only === undefined) {
    return { kind: null, span: null, end: at, problem: { kind: 'unknown-kind', severity: 'warning', message: `there is no kind ${match[0]}; it is read as text`, span, suggestions: captureKinds.map((kind) => `/${kind}`) } };
  }
  return { kind: null, span, end: span.to, problem: { kind: 'unclear-kind', severity: 'error', message: `${match[0]} fits ${fitting.map((kind) => `/${kind}`).join(' and ')}`, span, suggestions: fitting.map((kind) => `/${kind}`) } };
}
