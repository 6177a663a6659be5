// Power that can fail in the middle of anything: what runs on it stops at its next step and never answers.
export interface Power {
  readonly isOn: () => boolean;
  readonly cut: () => void;
  /** Answers while there is power, and never afterwards. */
  readonly step: <T>(work: () => T | Promise<T>) => Promise<T>;
  /** What `work` comes to, or null when the power failed before it was done. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T | null>;
}

export function createPower(): Power {
  let on = true;
  let tell = (): void => undefined;
  const failed = new Promise<null>((resolve) => {
    tell = () => resolve(null);
  });
  const never = new Promise<never>(() => undefined);
  return {
    isOn: () => on,
    cut: () => {
      on = false;
      tell();
    },
    step: async (work) => {
      if (!on) return never;
      const value = await work();
      return on ? value : never;
    },
    run: (work) => (on ? Promise.race([work(), failed]) : Promise.resolve(null)),
  };
}
