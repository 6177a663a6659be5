/** Guessing cost of a passphrase, and whether Holdfast accepts it for a slot. */
export interface Strength { readonly guessesLog10: number; readonly crackSeconds: number; readonly acceptable: boolean; readonly warning: string | null }

/** At least 10^14 guesses: the lowest accepted passphrase. */
export const ACCEPTED_GUESSES_LOG10 = 14;
/** What one attacker with a rack of machines may try per second against scrypt with work factor 18. */
const GUESSES_PER_SECOND = 10_000;
const LONGEST_ESTIMATED = 72;

type Estimator = (passphrase: string) => { readonly guessesLog10: number; readonly feedback: { readonly warning: string | null } };
let loading: Promise<Estimator> | undefined;

/**
 * Estimates how many guesses a passphrase withstands (zxcvbn with the common and English packs; only the first 72 characters
 * are looked at). The dictionaries are loaded at the first call.
 */
export async function estimateStrength(passphrase: string): Promise<Strength> {
  loading ??= loadEstimator();
  const estimator = await loading;
  const { guessesLog10, feedback } = estimator(passphrase.slice(0, LONGEST_ESTIMATED));
  return {
    guessesLog10: Math.round(guessesLog10 * 100) / 100,
    crackSeconds: Math.min(10 ** guessesLog10 / 2 / GUESSES_PER_SECOND, Number.MAX_SAFE_INTEGER),
    acceptable: guessesLog10 >= ACCEPTED_GUESSES_LOG10,
    warning: feedback.warning === '' ? null : feedback.warning,
  };
}

async function loadEstimator(): Promise<Estimator> {
  const [core, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common'), import('@zxcvbn-ts/language-en'),
  ]);
  const factory = new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  });
  return (passphrase) => factory.check(passphrase, ['holdfast', 'vault', 'incident']);
}
