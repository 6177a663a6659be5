// A new passphrase, typed twice, with its guessing cost in words and six generated words on offer. Keys: as text fields.
import { useEffect, useState } from 'react';
import type { MessageId } from '../../i18n/messages.ts';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { cx } from '../../kit/cx.ts';
import { TextField } from '../../kit/TextField.tsx';
import { useEngine } from '../../port/ports.tsx';
import { crackTime } from './crackTime.ts';
import styles from './Vault.module.css';

export interface NewPassphrase { readonly passphrase: string; readonly isAcceptable: boolean }
interface Strength { readonly of: string; readonly guessesLog10: number; readonly crackSeconds: number; readonly acceptable: boolean }

const ASK_AFTER_MS = 120;

export function PassphraseFields({ onChange, autoFocus = false }: { readonly onChange: (value: NewPassphrase) => void; readonly autoFocus?: boolean }) {
  const t = useText();
  const engine = useEngine();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [isShown, setShown] = useState(false);
  const strength = useStrength(passphrase);
  const repeated = again === passphrase;
  const isAcceptable = strength?.of === passphrase && strength.acceptable && repeated;
  useEffect(() => onChange({ passphrase, isAcceptable }), [onChange, passphrase, isAcceptable]);
  const suggest = async (): Promise<void> => {
    const answer = await engine.call('passphrase.suggest', {});
    if (!answer.ok) return;
    setPassphrase(answer.value.words);
    setAgain('');
    setShown(true);
  };
  return (
    <>
      <TextField label={t('vault.new.passphrase')} type={isShown ? 'text' : 'password'} isMono={isShown} value={passphrase} onChange={setPassphrase} isRequired autoFocus={autoFocus} autoComplete="off" spellCheck="false" />
      <div className={styles['suggest']}>
        <Button onPress={() => void suggest()}>{t('vault.new.suggest')}</Button>
        <Checkbox isSelected={isShown} onChange={setShown}>{t('vault.new.show')}</Checkbox>
      </div>
      {strength === null ? <p className={styles['hint']}>{t('vault.new.passphrase.help')}</p> : <StrengthMeter strength={strength} />}
      <TextField label={t('vault.new.again')} type={isShown ? 'text' : 'password'} isMono={isShown} value={again} onChange={setAgain} isRequired autoComplete="off" spellCheck="false" error={again !== '' && !passphrase.startsWith(again) && !repeated ? t('vault.new.differs') : null} />
    </>
  );
}

function StrengthMeter({ strength }: { readonly strength: Strength }) {
  const t = useText();
  const { unit, count } = crackTime(strength.crackSeconds);
  const cost = t(`vault.cost.${unit}` satisfies MessageId, { count });
  return (
    <div className={styles['strength']} role="status">
      <div className={styles['track']} aria-hidden="true">
        <div className={cx(styles['fill'], strength.acceptable ? styles['fillOk'] : styles['fillWeak'])} style={{ inlineSize: `${Math.min(100, strength.guessesLog10 * 5)}%` }} />
      </div>
      <span className={strength.acceptable ? styles['ok'] : styles['warn']}>
        {t(strength.acceptable ? 'vault.strength.accepted' : 'vault.strength.weak', { cost, guesses: Math.round(strength.guessesLog10) })}
      </span>
    </div>
  );
}

function useStrength(passphrase: string): Strength | null {
  const engine = useEngine();
  const [strength, setStrength] = useState<Strength | null>(null);
  useEffect(() => {
    if (passphrase === '') return undefined;
    const timer = window.setTimeout(() => {
      void engine.call('passphrase.strength', { passphrase }).then((answer) => {
        if (answer.ok) setStrength({ of: passphrase, ...answer.value });
      });
    }, ASK_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, [engine, passphrase]);
  return passphrase === '' ? null : strength;
}
