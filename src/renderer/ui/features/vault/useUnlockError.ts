import type { Failure } from '#base';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText } from '../../i18n/words.ts';

/** What a failed unlock says. A wrong secret gives no hint which part is wrong; a held vault names its holder. */
export function useUnlockError(): (error: Failure) => string {
  const t = useText();
  const failure = useFailureText();
  return (error) => {
    switch (error.kind) {
      case 'wrong-key': return t('vault.error.wrongKey');
      // The message of this one names the person and machine that hold the folder.
      case 'held': return t('vault.error.held', { holder: error.message });
      case 'missing': return t('vault.error.missing');
      default: return failure(error.kind);
    }
  };
}
