/** Steps of a run that go on side by side. The first failure is kept until the run looks. */
export interface TaskGroup {
  readonly add: (task: Promise<unknown>) => void;
  readonly throwIfFailed: () => void;
  /** Waits for all steps, then throws the first failure. */
  readonly finish: () => Promise<void>;
  /** Waits for all steps and keeps quiet: for leaving after a failure, when the memory must come to rest. */
  readonly settle: () => Promise<void>;
}

export function createTaskGroup(): TaskGroup {
  const open = new Set<Promise<unknown>>();
  let failed = false;
  let failure: unknown = null;

  function throwIfFailed(): void {
    if (failed) throw failure;
  }

  async function settle(): Promise<void> {
    while (open.size > 0) await Promise.all(open);
  }

  return {
    add: (task) => {
      const quiet: Promise<unknown> = task
        .catch((error: unknown) => {
          if (!failed) failure = error;
          failed = true;
        })
        .finally(() => open.delete(quiet));
      open.add(quiet);
    },
    throwIfFailed,
    settle,
    finish: async () => {
      await settle();
      throwIfFailed();
    },
  };
}
