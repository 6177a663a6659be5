import disclosure from '../../../docs/spec/disclosure.md?raw';
import entries from '../../../docs/spec/entries.md?raw';
import evidence from '../../../docs/spec/evidence.md?raw';
import frames from '../../../docs/spec/frames.md?raw';
import witness from '../../../docs/spec/witness.md?raw';

/** The pages of the specification that go into a disclosure package. */
export const formatTexts: Readonly<Record<string, string>> = { disclosure, entries, evidence, frames, witness };
