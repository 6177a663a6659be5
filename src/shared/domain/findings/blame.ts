const who = "(?:human|person|people|personnel|operator|user|end[- ]user|employee|staff|administrator|admin|analyst|engineer|technician|developer|contractor|colleague)(?:'s|’s|s'|s’|s)?";
const what = '(?:errors?|mistakes?|faults?|failures?|negligence|carelessness|oversights?|incompetence|inattention|slips?)';
const how = '(?:careless|negligent|inattentive|incompetent|stupid|lazy|clumsy)';
const between = "(?:the |a |an |our |their |one |some )?";

const patterns: readonly RegExp[] = [
  new RegExp(`(?<![\\p{L}\\p{N}])${who}[ -]${what}(?![\\p{L}\\p{N}])`, 'iu'),
  new RegExp(`(?<![\\p{L}\\p{N}])${what} (?:of|by|from|made by|on the part of) ${between}${who}(?![\\p{L}\\p{N}])`, 'iu'),
  new RegExp(`(?<![\\p{L}\\p{N}])${how} ${who}(?![\\p{L}\\p{N}])`, 'iu'),
  new RegExp(`(?<![\\p{L}\\p{N}])${who} (?:was|were|is|are|has been|had been) (?:${how}|at fault|to blame)(?![\\p{L}\\p{N}])`, 'iu'),
  new RegExp(`(?<![\\p{L}\\p{N}])${who} (?:made|makes|had made|has made) (?:a |an |the |some )?(?:\\p{L}+ )?${what}(?![\\p{L}\\p{N}])`, 'iu'),
  /(?<![\p{L}\p{N}])pebkac(?![\p{L}\p{N}])/iu,
];

/** True for a text that gives a person as the answer (docs/spec/scope.md section 4): `operator mistake`, `error by the user`. A form of words, not a judgement of meaning. */
export function blamesPerson(text: string): boolean {
  const folded = text.slice(0, 4000).replaceAll(/\s+/g, ' ');
  return patterns.some((pattern) => pattern.test(folded));
}
