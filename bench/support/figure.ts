/** One figure of a bench: a value, what it was measured against in the same run, and value divided by that. */
export interface Figure { readonly name: string; readonly value: number; readonly unit: string; readonly baseline: string; readonly ratio: number }

/** Prints a figure as one JSON line, rounded to what was measured. */
export function printFigure(figure: Figure): void {
  process.stdout.write(`${JSON.stringify({ ...figure, value: round(figure.value), ratio: round(figure.ratio) })}\n`);
}

/** The middle of the values; the mean of the two middle ones when they are even in number. Throws on none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('no values');
  return (lower + upper) / 2;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
