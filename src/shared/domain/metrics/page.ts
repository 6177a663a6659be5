/** Figures as they stand on the screen: the same words on paper. `share` is the length of a bar, 0 to 1. */
export interface FiguresPage {
  readonly title: string; readonly lead: string; readonly method: string;
  readonly sections: readonly { readonly title: string; readonly note: string | null; readonly bars: readonly { readonly label: string; readonly value: string; readonly share: number }[] }[];
}
