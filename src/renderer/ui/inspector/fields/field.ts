import type { MessageId } from '../../i18n/messages.ts';
import type { VocabularyList } from '../../i18n/words.ts';

interface FieldBase {
  /** Name of the top-level field in the body of the entry. */
  readonly name: string;
  readonly label: MessageId;
  readonly required?: boolean;
  /** False when the field may not be amended: it is fixed once sealed, or has a way of its own (state, custody). */
  readonly amendable?: boolean;
  /** False when it is left out of the dialog that creates the entry. */
  readonly inCreate?: boolean;
  readonly hint?: MessageId;
}

/** How one field of a body is shown, written and amended. */
export type FieldSpec =
  | (FieldBase & { readonly type: 'line'; readonly mono?: boolean })
  | (FieldBase & { readonly type: 'text'; readonly mono?: boolean })
  | (FieldBase & { readonly type: 'lines' })
  | (FieldBase & { readonly type: 'choice'; readonly list: VocabularyList; readonly values: readonly string[]; readonly initial?: string })
  | (FieldBase & { readonly type: 'choices'; readonly list: VocabularyList; readonly values: readonly string[] })
  | (FieldBase & { readonly type: 'time' })
  | (FieldBase & { readonly type: 'switch' })
  | (FieldBase & { readonly type: 'technique' })
  | (FieldBase & { readonly type: 'clockError' })
  /** From 1 to 9999, or from 0 to `most`. */
  | (FieldBase & { readonly type: 'integer'; readonly most?: number })
  | (FieldBase & { readonly type: 'authority' });
export type FieldType = FieldSpec['type'];
