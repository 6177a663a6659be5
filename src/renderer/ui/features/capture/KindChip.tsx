// The kind of what is written: a chip that opens a menu. Keys: Alt and a letter, or Enter on the chip. Pattern: ARIA menu button.
import { Button as AriaButton } from 'react-aria-components';
import { captureKinds, type CaptureKind } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { cx } from '../../kit/cx.ts';
import { Icon } from '../../kit/Icon.tsx';
import { Menu } from '../../kit/Menu.tsx';
import { isCaptureKind, kindFacts } from './kinds.ts';
import styles from './Capture.module.css';

export function KindChip({ kind, onChange }: { readonly kind: CaptureKind; readonly onChange: (kind: CaptureKind) => void }) {
  const t = useText();
  return (
    <Menu
      label={t('capture.kind')} onAction={(id) => { if (isCaptureKind(id)) onChange(id); }}
      actions={captureKinds.map((value) => ({ id: value, label: t(kindFacts[value].label), keys: kindFacts[value].keys, isChecked: value === kind }))}
    >
      <AriaButton className={cx(styles['chip'])} aria-label={t('capture.kind.now', { kind: t(kindFacts[kind].label) })}>
        {t(kindFacts[kind].label)}
        <Icon name="chevronDown" />
      </AriaButton>
    </Menu>
  );
}
