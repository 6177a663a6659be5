// The mark of Holdfast: an anchor. Decorative; the name stands beside it or in the page title.
import styles from './Mark.module.css';

export function Mark({ size = 'small' }: { readonly size?: 'small' | 'large' }) {
  return (
    <svg className={size === 'large' ? styles['large'] : styles['small']} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d="M10 1v12M10 13c-4 0-6 2-7 6M10 13c4 0 6 2 7 6M10 13v6M6 5h8" />
    </svg>
  );
}
