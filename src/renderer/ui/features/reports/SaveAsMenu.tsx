// Every file a document can be saved as. Keys: Space or Down opens, arrows move, Enter saves, Escape closes.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/intl.tsx';
import { Button } from '../../kit/Button.tsx';
import { Menu } from '../../kit/Menu.tsx';
import type { SavedFormat } from './useDocuments.ts';

const formats: readonly SavedFormat[] = ['pdf', 'html', 'docx', 'markdown'];

export function SaveAsMenu({ name, isDisabled, onSave }: { readonly name: string; readonly isDisabled: boolean; readonly onSave: (format: SavedFormat) => void }): ReactNode {
  const t = useText();
  return (
    <Menu label={t('reports.saveAsOf', { name })} actions={formats.map((id) => ({ id, label: t(`reports.format.${id}`) }))} onAction={(id) => onSave(formats.find((format) => format === id) ?? 'pdf')}>
      <Button isDisabled={isDisabled}>{t('reports.saveAs')}</Button>
    </Menu>
  );
}
