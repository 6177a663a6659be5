/**
 * Paper rules of every document. Classes only: no style attribute is ever written, so that a strict content security
 * policy can show the same page. Running headers come from the print templates (Chromium 130 prints no margin boxes).
 */
export const DOCUMENT_CSS = `
@page { size: A4; margin: 22mm 16mm 20mm }
@page :first { margin-top: 22mm }
html { color: #16202c; background: #fff; font: 400 9.6pt/1.42 "IBM Plex Sans", "Noto Sans", "DejaVu Sans", system-ui, sans-serif; font-feature-settings: "tnum"; -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { margin: 0 auto; max-width: 182mm }
h1 { font-size: 18pt; line-height: 1.2; margin: 0 0 2pt }
h2 { font-size: 12pt; margin: 18pt 0 5pt; break-after: avoid }
h2 .no { color: #66748a; font-weight: 400; margin-right: 7pt }
p { margin: 0 0 6pt; white-space: pre-wrap; overflow-wrap: anywhere }
ul { margin: 0 0 6pt; padding-left: 14pt }
.subtitle { color: #566476; font-size: 10.4pt; margin-bottom: 8pt }
.mono { font-family: "IBM Plex Mono", "DejaVu Sans Mono", ui-monospace, monospace; font-size: .93em; overflow-wrap: anywhere }
.muted { color: #566476 }
.struck { text-decoration: line-through; color: #566476 }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: 10pt; border-block: .75pt solid #c3cbd6; padding: 8pt 0; margin: 8pt 0; break-inside: avoid }
.figures b { display: block; font-size: 11pt }
.figures span { color: #566476; font-size: 8.4pt }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: 0 0 8pt; font-size: 8.8pt }
caption { text-align: left; color: #566476; font-size: 8.4pt; padding-bottom: 3pt }
thead { display: table-header-group }
tr { break-inside: avoid }
th { text-align: left; font-weight: 600; border-bottom: 1pt solid #16202c; padding: 3pt 5pt 3pt 0; vertical-align: bottom }
td { border-bottom: .5pt solid #c3cbd6; padding: 3.5pt 5pt 3.5pt 0; vertical-align: top; overflow-wrap: anywhere; white-space: pre-wrap }
th.time, td.time { width: 39mm } th.narrow, td.narrow { width: 23mm } th.medium, td.medium { width: 29mm }
td .mono, td.mono { font-size: .88em }
td.empty { color: #566476; font-style: italic }
dl { display: grid; grid-template-columns: 42mm 1fr; gap: 2pt 8pt; margin: 0 0 8pt } dt { color: #566476 } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap }
.box { border: .75pt solid #c3cbd6; border-left: 2.5pt solid #14774f; padding: 5pt 8pt; margin: 6pt 0; break-inside: avoid }
.box.warning { border-left-color: #b8261d } .box b { display: block }
.missing { border: .75pt dashed #b8261d; color: #b8261d; padding: 5pt 8pt; margin: 4pt 0 }
figure { margin: 6pt 0 8pt; break-inside: avoid } figcaption { color: #566476; font-size: 8.4pt }
figure svg { width: 100%; height: auto; display: block }
.signatures { display: grid; grid-template-columns: 1fr 1fr; gap: 22pt 16pt; margin: 22pt 0 6pt; break-inside: avoid }
.signatures div { border-top: .75pt solid #16202c; padding-top: 3pt; font-size: 8.4pt }
.blank td { height: 22pt }
.qr { display: flex; gap: 10pt; align-items: center; break-inside: avoid } .qr svg { width: 26mm; height: 26mm }
.tlp { font-family: "IBM Plex Mono", monospace; font-weight: 600; background: #000; padding: 1pt 5pt; display: inline-block }
.tlp.red { color: #ff2b2b } .tlp.amber { color: #ffc000 } .tlp.green { color: #33ff00 } .tlp.clear { color: #fff }
.draft { border: 1pt solid #b8261d; color: #b8261d; font-weight: 600; padding: 2pt 6pt; display: inline-block; margin-bottom: 6pt }
.seal { border-top: .75pt solid #c3cbd6; margin-top: 16pt; padding-top: 5pt; font-size: 8pt; color: #566476 }
.label h1 { font: 600 22pt/1.1 "IBM Plex Mono", monospace } .label dl { grid-template-columns: 24mm 1fr; font-size: 8.6pt }
body.label { max-width: 96mm; border: 1pt solid #16202c; padding: 5mm } body.label h2, body.label .seal { display: none }
@media screen { body { padding: 14mm 12mm } }
`;
