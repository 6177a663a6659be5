// A text field that offers values; free text stays possible unless `isStrict`. Keys: Down opens, arrows move, Enter takes, Escape closes. Pattern: ARIA combobox.
import { Button as AriaButton, ComboBox as AriaComboBox, Input, ListBox, Popover } from 'react-aria-components';
import { useText } from '../i18n/intl.tsx';
import { cx } from './cx.ts';
import { FieldLabel, FieldNotes } from './FieldFrame.tsx';
import { Icon } from './Icon.tsx';
import { Option, type Choice } from './Option.tsx';
import field from './field.module.css';
import popup from './popup.module.css';
import styles from './Select.module.css';

export interface ComboBoxProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  /** The text in the field. */
  readonly text: string;
  readonly onTextChange: (text: string) => void;
  /** A listed value was taken; null when the text is free. */
  readonly onChoose?: (value: string | null) => void;
  readonly isStrict?: boolean;
  /** The choices are those that fit the text already. */
  readonly isPrefiltered?: boolean;
  readonly help?: string;
  readonly error?: string | null;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
}

export function ComboBox(props: ComboBoxProps) {
  const { label, choices, text, onTextChange, onChoose, isStrict = false, isPrefiltered = false, help, error, placeholder, isRequired = false, isDisabled = false, autoFocus = false } = props;
  const t = useText();
  return (
    <AriaComboBox
      inputValue={text} onInputChange={onTextChange} onChange={(key) => onChoose?.(key === null ? null : String(key))} allowsCustomValue={!isStrict} isRequired={isRequired}
      isDisabled={isDisabled} autoFocus={autoFocus} validationBehavior="aria" isInvalid={error !== undefined && error !== null} className={cx(field['field'])} menuTrigger="focus" allowsEmptyCollection={isStrict} {...(isPrefiltered ? { defaultFilter: () => true } : {})}
    >
      <FieldLabel label={label} isRequired={isRequired} />
      <div className={styles['combo']}>
        <Input className={cx(field['control'])} {...(placeholder === undefined ? {} : { placeholder })} />
        <AriaButton className={cx(styles['opener'])} aria-label={t('kit.showOptions')}><Icon name="chevronDown" /></AriaButton>
      </div>
      <FieldNotes help={help} error={error} />
      <Popover className={cx(popup['popover'])}>
        <ListBox className={cx(popup['list'])} renderEmptyState={() => <div className={popup['empty']}>{t('kit.noMatch')}</div>}>
          {choices.map((choice) => <Option key={choice.value} choice={choice} />)}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
