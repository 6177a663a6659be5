import { useCallback, type ReactNode } from 'react';
import { IntlProvider, useIntl } from 'react-intl';
import { messages, type MessageId } from './messages.ts';

/** Values for the placeholders of a text. */
export type MessageValues = Readonly<Record<string, string | number>>;
export type Translate = (id: MessageId, values?: MessageValues) => string;

/** Gives the catalogue to everything inside. Texts without an id cannot exist, so a missing one is a bug and throws. */
export function Messages({ children }: { readonly children: ReactNode }) {
  return (
    <IntlProvider locale="en-GB" messages={messages} onError={throwBug}>
      {children}
    </IntlProvider>
  );
}

/** `t('area.text', { count })`: the text in the language of the window. */
export function useText(): Translate {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}

/** A text as an element, where no string is needed. */
export function Text({ id, values }: { readonly id: MessageId; readonly values?: MessageValues }) {
  const t = useText();
  return <>{t(id, values)}</>;
}

function throwBug(error: Error): never {
  throw error;
}
