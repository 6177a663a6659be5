/** True when two names mean the same person: compared without case and outer blanks (docs/spec/entries.md section 4.1). */
export function isSamePerson(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase();
}
