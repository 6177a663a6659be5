import { useEffect, useState } from 'react';
import type { Engine } from '../../port/engine.ts';
import { useEngine } from '../../port/ports.tsx';

const listByEngine = new WeakMap<Engine, Promise<readonly string[]>>();

/** The words of which slips are made; empty until they are here. */
export function useWordList(): readonly string[] {
  const engine = useEngine();
  const [words, setWords] = useState<readonly string[]>([]);
  useEffect(() => {
    let isWanted = true;
    const asked = listByEngine.get(engine) ?? engine.call('slip.words', {}).then((answer) => (answer.ok ? answer.value.words : []));
    listByEngine.set(engine, asked);
    void asked.then((list) => {
      if (isWanted) setWords(list);
    });
    return () => {
      isWanted = false;
    };
  }, [engine]);
  return words;
}
