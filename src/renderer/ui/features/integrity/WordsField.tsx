// Eight words, typed as they are read out; four letters are enough. Keys: Tab or a space takes the only completion, Down and Up choose among several, Enter takes.
// Pattern: text field with a list of completions, each word checked beside it.
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useText } from '../../i18n/intl.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { completeWord, takeWord, type ReadWord } from './slipForm.ts';
import styles from './integrity.module.css';

export function WordsField({ text, onChange, list, read }: { readonly text: string; readonly onChange: (text: string) => void; readonly list: readonly string[]; readonly read: readonly ReadWord[] }): ReactNode {
  const t = useText();
  const [at, setAt] = useState(0);
  const offered = completeWord(text, list);
  const marked = offered[Math.min(at, offered.length - 1)];
  const take = (word: string): void => {
    onChange(takeWord(text, word));
    setAt(0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || offered.length === 0) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setAt((Math.min(at, offered.length - 1) + (event.key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length);
    else if (marked !== undefined && (event.key === 'Enter' || (event.key === ' ' && offered.length === 1))) take(marked);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // The word at the end is still being typed.
  const isWrong = ({ word }: ReadWord, index: number): boolean => word === null && (index < read.length - 1 || text.endsWith(' '));
  const wrong = read.filter(isWrong).map(({ typed }) => typed);
  return (
    <div className={styles['wordsField']} onKeyDownCapture={onKeyDown}>
      <TextField
        label={t('integrity.slipWords')} value={text} onChange={(value) => { onChange(value); setAt(0); }} isMono isRequired spellCheck="false" autoComplete="off" help={t('integrity.slipWordsHelp')}
        error={wrong.length === 0 ? null : t('integrity.wordWrong', { words: wrong.join(', ') })}
      />
      <ul className={styles['offered']} aria-label={t('integrity.completions')}>
        {offered.map((word) => <li key={word}><button type="button" tabIndex={-1} data-marked={word === marked ? '' : undefined} onClick={() => take(word)}>{word}</button></li>)}
      </ul>
      <ol className={styles['words']} aria-label={t('integrity.wordsChecked')}>
        {read.map((one, index) => <li key={`${String(index)} ${one.typed}`} data-wrong={isWrong(one, index) ? '' : undefined}>{one.word ?? one.typed}<span className={styles['wordMark']} aria-hidden="true">{one.word !== null ? '✓' : isWrong(one, index) ? '✕' : '…'}</span></li>)}
      </ol>
    </div>
  );
}
