import type { ReportProblem } from './types.ts';

/** What each class of finding means, for a responder who has never seen the format: what is wrong, and what it says about the frame. */
const sentences: Readonly<Record<ReportProblem['kind'], string>> = {
  'malformed-frame': 'This piece is not built like a frame of the journal. It was written by something else, or changed.',
  'too-large': 'This piece claims to be longer than any frame may be. It was not read.',
  'crc-mismatch': 'This frame was damaged after it was written, as by a failing disk or a bad copy.',
  'unknown-version': 'This frame was written by a newer version of Holdfast. It is kept; a newer version can read it.',
  'bad-signature': 'The signature of this frame does not hold: it was not written like this by the device that it names.',
  'wrong-log': 'This frame belongs to another incident. It has no place in this journal.',
  'not-a-member': 'This frame was signed by a device that was not allowed to write in this journal.',
  'broken-chain': 'This frame does not continue the frame before it: a frame was taken out, put in or exchanged.',
  'wrong-feed-root': 'This frame was signed over other earlier frames than those that are here.',
  'body-hash-mismatch': 'The content of this frame is not the content that was signed. An intact copy of the frame can take its place.',
  'unknown-epoch': 'This frame was sealed under a key that the members of this journal never agreed on.',
  'commitment-mismatch': 'This frame was sealed under another key than it says. Nothing of it was opened.',
  'decrypt-failed': 'The content of this frame does not open: it was changed, or belongs to another place. Nothing of it was shown.',
  'malformed-body': 'The content of this frame opens, but is not built like a page of the journal.',
  'entries-root-mismatch': 'The entries in this frame are not the entries that were signed.',
  fork: 'One device signed two different frames for the same place, as when a copied vault goes on in two places. Both are kept.',
  'newer-membership': 'A newer version of Holdfast changed who may write here. Whether later authors were allowed to cannot be decided.',
  damage: 'These bytes cannot be read as part of the journal.',
  'head-missing': 'A frame that was seen before is not here: the end of this feed was cut off, or the folder is an older copy.',
  'head-differs': 'Another frame was seen at this place before: this feed was rewritten.',
  'bad-lockbox': 'A box with a key for this device does not open, or holds another key than it says. Entries under that key cannot be read here.',
  'unknown-exporter': 'The device that signed the package is not a member of the journal in it.',
};

/** What is said of a membership operation that breaks a rule, whatever its class. */
export const BREACH = 'This change of who may read and write here breaks the rules for it. It counts for nothing.';

/** The sentence for a class of finding. */
export function explainProblem(kind: ReportProblem['kind']): string {
  return sentences[kind];
}
