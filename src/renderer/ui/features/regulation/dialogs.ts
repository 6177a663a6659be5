/** Which dialog of the screen is open, and of what. */
export type RegulationDialog =
  | { readonly type: 'regime' | 'answer' | 'submission'; readonly regime: string }
  | { readonly type: 'worksheet'; readonly regime: string; readonly worksheet: string }
  | { readonly type: 'decide'; readonly regime: string; readonly clock: string }
  | { readonly type: 'pack'; readonly pack: string } | { readonly type: 'import' } | { readonly type: 'calendar'; readonly from?: string };
