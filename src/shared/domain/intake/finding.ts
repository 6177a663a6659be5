import type { EntryId } from '#base';

/** Something that cannot be right as it stands; said, never refused. */
export interface IntakeFinding { readonly entryId: EntryId; readonly number: number; readonly finding: string }
