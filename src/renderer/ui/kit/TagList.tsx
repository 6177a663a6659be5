// Tags of something, with `#`; removable when `onRemove` is given. Keys: arrows move, Delete removes. Pattern: ARIA grid of tags, or a plain list.
import { Button as AriaButton, Tag, TagGroup, TagList as AriaTagList } from 'react-aria-components';
import { useText } from '../i18n/intl.tsx';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './TagList.module.css';

export function TagList({ label, tags, onRemove }: { readonly label: string; readonly tags: readonly string[]; readonly onRemove?: (tag: string) => void }) {
  const t = useText();
  if (tags.length === 0) return null;
  if (onRemove === undefined) {
    return <ul aria-label={label} className={styles['list']}>{tags.map((tag) => <li key={tag} className={styles['tag']}>{`#${tag}`}</li>)}</ul>;
  }
  return (
    <TagGroup aria-label={label} onRemove={(keys) => { for (const key of keys) onRemove(String(key)); }}>
      <AriaTagList className={cx(styles['list'])}>
        {tags.map((tag) => (
          <Tag key={tag} id={tag} textValue={tag} className={cx(styles['tag'])}>
            {`#${tag}`}
            <AriaButton slot="remove" className={cx(styles['remove'])} aria-label={t('kit.remove', { what: tag })}><Icon name="close" /></AriaButton>
          </Tag>
        ))}
      </AriaTagList>
    </TagGroup>
  );
}
