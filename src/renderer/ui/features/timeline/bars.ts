/** One bucket of the histogram, as the timeline query answers it. */
export interface Bucket { readonly from: number; readonly to: number; readonly count: number; readonly matched: number }
/** One bar in a drawing of unit height: positions and heights between 0 and 1. */
export interface Bar { readonly x: number; readonly width: number; readonly all: number; readonly matched: number; readonly bucket: Bucket }

/** Heights of the bars against the fullest bucket. A bucket that holds anything is never drawn as nothing. */
export function barsOf(histogram: readonly Bucket[]): readonly Bar[] {
  const fullest = Math.max(1, ...histogram.map((bucket) => bucket.count));
  const height = (count: number): number => (count === 0 ? 0 : Math.max(0.03, count / fullest));
  const width = histogram.length === 0 ? 0 : 1 / histogram.length;
  return histogram.map((bucket, index) => ({ x: index * width, width, all: height(bucket.count), matched: height(bucket.matched), bucket }));
}
