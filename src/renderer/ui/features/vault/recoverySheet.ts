export interface RecoverySheet { readonly title: string; readonly lead: string; readonly key: string; readonly picture: string }

/** A page of plain HTML with the recovery key for the printer; every value is escaped. */
export function recoverySheet({ title, lead, key, picture }: RecoverySheet): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>`
    + '<style>body{font:12pt/1.5 sans-serif;margin:20mm;color:black}h1{font-size:16pt}code{font:13pt/1.7 monospace;display:block;margin:8mm 0;overflow-wrap:anywhere}img{width:60mm;height:60mm}</style></head>'
    + `<body><h1>${escapeHtml(title)}</h1><p>${escapeHtml(lead)}</p><code>${escapeHtml(key)}</code><img alt="" src="${escapeHtml(picture)}"></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
