// Finds a command, an incident or a thing of the open incident. Keys: type to narrow, arrows, Enter runs, Escape closes. Pattern: ARIA combobox over a menu, in a modal dialog.
import { useRef, useState, type KeyboardEvent } from 'react';
import { Autocomplete, Dialog, Header, Input, Menu, MenuItem, MenuSection, Modal, ModalOverlay, TextField } from 'react-aria-components';
import { useText } from '../i18n/intl.tsx';
import { Kbd } from '../kit/Kbd.tsx';
import { cx } from '../kit/cx.ts';
import popup from '../kit/popup.module.css';
import { showOverlay } from '../session/actions.ts';
import { matchesWords } from './match.ts';
import { usePaletteSections, type PaletteItem } from './usePaletteSections.ts';
import styles from './Palette.module.css';

export function Palette() {
  const t = useText();
  const [text, setText] = useState('');
  const sections = usePaletteSections(text);
  const itemById = new Map(sections.flatMap((section) => section.items.map((item) => [item.id, item] as const)));
  const isDone = useRef(false);
  const run = (item: PaletteItem | undefined): void => {
    if (item === undefined || isDone.current) return;
    isDone.current = true;
    showOverlay(null);
    // After the dialog is gone: what runs may open another one, or want the focus.
    window.setTimeout(() => item.run(), 0);
  };
  // The list takes Enter only some time after it marked an item; a fast typist is served here, with the marked item or the first match.
  const runMarked = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLElement)) return;
    const marked = document.getElementById(event.target.getAttribute('aria-activedescendant') ?? '')?.dataset['key'];
    run(itemById.get(marked ?? '') ?? sections.flatMap((section) => section.items).find((item) => matchesWords(item.search, text)));
  };
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => { if (!open) showOverlay(null); }} className={cx(styles['scrim'])} data-modal="">
      <Modal className={cx(styles['modal'])}>
        <Dialog aria-label={t('commands.palette')} className={cx(styles['dialog'])}>
          <Autocomplete inputValue={text} onInputChange={setText} filter={(label) => matchesWords(label, text)}>
            <TextField aria-label={t('commands.palette.search')} className={cx(styles['search'])} autoFocus onKeyDown={runMarked}>
              <Input className={cx(styles['input'])} placeholder={t('commands.palette.placeholder')} />
            </TextField>
            <Menu aria-label={t('commands.palette')} className={cx(styles['list'])} onAction={(key) => run(itemById.get(String(key)))} renderEmptyState={() => <div className={popup['empty']}>{t('commands.palette.empty')}</div>}>
              {sections.map((section) => (
                <MenuSection key={section.id} id={section.id}>
                  <Header className={popup['section']}>{section.label}</Header>
                  {section.items.map((item) => (
                    <MenuItem key={item.id} id={item.id} textValue={item.search} className={cx(popup['item'])}>
                      <span className={popup['text']}>{item.label}</span>
                      {item.note === null ? null : <span className={popup['note']}>{item.note}</span>}
                      {item.keys === null ? null : <Kbd keys={item.keys} />}
                    </MenuItem>
                  ))}
                </MenuSection>
              ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
