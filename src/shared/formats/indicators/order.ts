/** References by their letters and prefix, then by number; those without one last. */
export function compareRefs(left: string | null, right: string | null): number {
  const [first, second] = [split(left), split(right)];
  return first.start < second.start ? -1 : first.start > second.start ? 1 : first.number - second.number;
}

function split(ref: string | null): { readonly start: string; readonly number: number } {
  const at = ref?.lastIndexOf('-') ?? -1;
  return ref === null || at < 0 ? { start: '\uFFFF', number: 0 } : { start: ref.slice(0, at), number: Number(ref.slice(at + 1)) || 0 };
}
