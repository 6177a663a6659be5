// Tags of something, with `#` (or plain words); removable when `onRemove` is given. Keys: arrows move, Delete removes. Pattern: ARIA grid of tags, or a plain list.
import { Button as AriaButton, Tag, TagGroup, TagList as AriaTagList } from 'react-aria-components';
import { useText } from '../i18n/intl.tsx';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './TagList.module.css';

export interface TagListProps {
  readonly label: string;
  readonly tags: readonly string[];
  readonly onRemove?: (tag: string) => void;
  /** Words of their own instead of `#tag`. */
  readonly labelOf?: (tag: string) => string;
}

export function TagList({ label, tags, onRemove, labelOf = (tag) => `#${tag}` }: TagListProps) {
  const t = useText();
  if (tags.length === 0) return null;
  if (onRemove === undefined) {
    return <ul aria-label={label} className={styles['list']}>{tags.map((tag) => <li key={tag} className={styles['tag']}>{labelOf(tag)}</li>)}</ul>;
  }
  return (
    <TagGroup aria-label={label} onRemove={(keys) => { for (const key of keys) onRemove(String(key)); }}>
      <AriaTagList className={cx(styles['list'])}>
        {tags.map((tag) => (
          <Tag key={tag} id={tag} textValue={labelOf(tag)} className={cx(styles['tag'])}>
            {labelOf(tag)}
            <AriaButton slot="remove" className={cx(styles['remove'])} aria-label={t('kit.remove', { what: labelOf(tag) })}><Icon name="close" /></AriaButton>
          </Tag>
        ))}
      </AriaTagList>
    </TagGroup>
  );
}
