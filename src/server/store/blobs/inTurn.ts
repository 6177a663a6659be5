/** Runs work of one key one after the other; other keys do not wait. */
export function createTurns(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const queues = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const turn = (queues.get(key) ?? Promise.resolve()).then(work, work);
    const held = turn.catch(() => undefined).then(() => {
      if (queues.get(key) === held) queues.delete(key);
    });
    queues.set(key, held);
    return turn;
  };
}
