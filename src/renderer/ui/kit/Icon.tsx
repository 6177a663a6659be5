// Inline pictures of the window, drawn with the text colour; always beside or inside something that has words.
import styles from './Icon.module.css';

const paths = {
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  chevronDown: 'M4 6l4 4 4-4',
  chevronRight: 'M6 4l4 4-4 4',
  plus: 'M8 3v10M3 8h10',
  search: 'M7 12A5 5 0 107 2a5 5 0 000 10zM10.8 10.8L14 14',
  lock: 'M4.5 7.5h7v6h-7zM5.8 7.5V5.2a2.2 2.2 0 014.4 0v2.3',
  sidebar: 'M2.5 3h11v10h-11zM10 3v10',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 100-4 2 2 0 000 4z',
  folder: 'M2 4h4.2l1.4 1.6H14V13H2z',
  warning: 'M8 2.5l6 11H2zM8 6.5v3.2M8 11.8h.01',
  print: 'M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  dice: 'M3 3h10v10H3zM6 6h.01M10 10h.01M8 8h.01',
  key: 'M6 10.5a3 3 0 100-5 3 3 0 000 5zM8.5 8H14M12 8v2.5',
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={styles['icon']} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
